export { metaCredentials as credentials } from '../meta/credentials.ts';
