/**
 * Names of the tags (`EmailTags`) that Parley adds to each mail. SES repeats them in its events. Names and values have letters, digits, `_` and `-`:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html (read 2026-11-29)
 */
export const TENANT_TAG = 'parley-tenant';
export const ORIGIN_TAG = 'parley-origin';
