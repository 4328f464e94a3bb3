/** What the build makes of JSX (`build.ts`). */
export { Fragment, h } from 'preact';
