/**
 * Replaces packages that a library imports and we never use: Avro (the Kafka client's schema registry) and semver
 * (X-Ray's patch of the SDK's version 2).
 */
export default {};
