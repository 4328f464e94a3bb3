export { check } from '../meta/check.ts';
