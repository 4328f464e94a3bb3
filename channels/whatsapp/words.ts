export { metaWords as words } from '../meta/words.ts';
