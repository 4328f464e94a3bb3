/**
 * Takes the place of packages that a library imports and we never reach: Avro (the Kafka client's schema registry) and semver
 * (X-Ray's patch of the SDK's version 2).
 */
export default {};
