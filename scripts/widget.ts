import { argv } from 'node:process';
import { buildWidget, WIDGET_FOLDER } from '../widget/build.ts';

/** `npm run widget-build`: writes widget/dist, or the folder that is named, with the files of the customers' chat widget (docs/widget.md). */
const [folder = WIDGET_FOLDER] = argv.slice(2);
await buildWidget(folder);
console.log(folder);
