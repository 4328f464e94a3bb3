/**
 * Descriptions of a schema for the API's document: of the schema itself under `''`, of its members by dotted path (`origin.id`; lists and alternatives
 * add no step). They are separate from the schemas, because functions load the schemas to validate, and only the document needs descriptions.
 */
export type Words = Readonly<Record<string, string>>;

/** By the name of the schema in `components.schemas`. */
export type WordsOf = Readonly<Record<string, Words>>;
