/**
 * The event with which SES invokes a function for a received and stored mail, from the documentation alone:
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html (read 2026-11-29). The simulated SES finds a virus in the EICAR test file.
 */
export function receivedEvent(messageId: string, recipients: readonly string[], raw: Uint8Array, now = new Date()): object {
  const at = now.toISOString();
  const virus = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).includes('EICAR-STANDARD-ANTIVIRUS-TEST-FILE') ? 'FAIL' : 'PASS';
  const passed = { status: 'PASS' };
  return {
    Records: [
      {
        eventSource: 'aws:ses',
        eventVersion: '1.0',
        ses: {
          mail: { timestamp: at, source: 'sender@example.com', messageId, destination: recipients, headersTruncated: true, headers: [], commonHeaders: {} },
          receipt: {
            timestamp: at,
            processingTimeMillis: 300,
            recipients,
            spamVerdict: passed,
            virusVerdict: { status: virus },
            spfVerdict: passed,
            dkimVerdict: passed,
            dmarcVerdict: passed,
            action: { type: 'Lambda', functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:mail', invocationType: 'Event' },
          },
        },
      },
    ],
  };
}
