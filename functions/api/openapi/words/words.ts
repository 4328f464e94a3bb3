/**
 * What the API's document says about a schema: the schema itself under `''`, its members by dotted path (`origin.id`; lists and alternatives add no
 * step). It stands apart from the schemas, because every function that validates carries those, and only the document needs the words.
 */
export type Words = Readonly<Record<string, string>>;

/** By the name of the schema in `components.schemas`. */
export type WordsOf = Readonly<Record<string, Words>>;
