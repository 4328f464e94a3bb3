import { buildWidget, WIDGET_FOLDER } from '../widget/build.ts';

/** `npm run widget-build`: writes widget/dist, the files of the customers' chat widget (docs/widget.md). */
await buildWidget();
console.log(WIDGET_FOLDER);
