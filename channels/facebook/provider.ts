export { metaProvider as provider } from '../meta/provider.ts';
