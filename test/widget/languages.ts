export { words as ar } from '../../widget/src/words/ar.ts';
export { words as de } from '../../widget/src/words/de.ts';
export { words as it } from '../../widget/src/words/it.ts';
