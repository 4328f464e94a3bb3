/** The preview of a message's link, in messages and frames. */
export const PREVIEW = {
  preview:
    'What the page of the first link says of itself: plain text, never HTML. It comes some time after the message. Missing without a link, for a page without a title, and where the tenant or the application has previews turned off.',
  'preview.url': 'The link in the text, as a browser reads it. Show its host: the other members are only what the page claims.',
  'preview.title': 'The title of the page.',
  'preview.description': 'Its description, or null.',
  'preview.siteName': 'The name of the site, or null.',
  'preview.image': 'Its picture, which the hub keeps: an attachment of the message. Missing if there is none.',
  'preview.image.id': 'Id of the file.',
  'preview.image.name': 'Its name.',
  'preview.image.type': 'Its MIME type, one of a picture.',
  'preview.image.size': 'Its size in bytes.',
};
