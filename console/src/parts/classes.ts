/** Joins the class names that are there. */
export const classes = (...names: readonly (string | false | undefined)[]): string => names.filter((name) => name !== false && name !== undefined).join(' ');
