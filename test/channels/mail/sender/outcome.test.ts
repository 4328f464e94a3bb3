import { describe, expect, it } from 'vitest';
import { failing } from '../../exchange.ts';
import { sendMail } from './sending.ts';

const refused = (code: string, status = 400, message = 'words of SES', retryAfter: string | null = null) => ({ code, status, message, retryAfter });
const outcomeOf = async (...given: Parameters<typeof refused>) => (await sendMail({}, refused(...given))).outcome;

describe('what SES answers', () => {
  it('us-east-1 writes its Message-IDs otherwise than the other Regions; one that is whole stays', async () => {
    const idOf = async (messageId: string, region: string) => (await sendMail({}, { messageId, region })).outcome;
    expect(await idOf('0100', 'us-east-1')).toMatchObject({ providerId: '<0100@email.amazonses.com>' });
    expect(await idOf('0107', 'eu-central-1')).toMatchObject({ providerId: '<0107@eu-central-1.amazonses.com>' });
    expect(await idOf('0107@x.example', 'eu-central-1')).toMatchObject({ providerId: '<0107@x.example>' });
  });

  it.each([
    ['TooManyRequestsException', 429],
    ['LimitExceededException', 400],
    ['ThrottlingException', 400],
    ['Unheard', 429],
  ])('%s (%s) is a limit of the account: it is tried again, and holds the origin', async (code, status) => {
    expect(await outcomeOf(code, status)).toEqual({
      outcome: 'retry',
      holdsOrigin: true,
      error: { code, message: 'The account has reached a sending limit of SES. (SES: words of SES)' },
    });
  });

  it('a limit with a time holds until then', async () => {
    expect(await outcomeOf('TooManyRequestsException', 429, 'slow', '7')).toMatchObject({ outcome: 'retry', retryAfterSeconds: 7 });
  });

  it.each([
    ['AccountSuspendedException', 'suspended'],
    ['SendingPausedException', 'paused'],
    ['MailFromDomainNotVerifiedException', 'MAIL FROM'],
    ['NotFoundException', 'configuration set'],
    ['not_an_identity', 'mailIdentities'],
    ['AccessDeniedException', 'role'],
    ['ExpiredTokenException', 'expired'],
  ])('%s is for an admin to change: the origin shows it', async (code, says) => {
    const outcome = await outcomeOf(code);
    expect(outcome).toMatchObject({ outcome: 'reauthorise', error: { code } });
    expect((outcome as { error: { message: string } }).error.message).toMatch(new RegExp(`${says}.*\\(SES: words of SES\\)$`));
  });

  it.each([
    ['help@shop.example', 'reauthorise', 'help@shop.example is no verified identity of SES.'],
    ['other@x.example, shop.example', 'reauthorise', 'help@shop.example is no verified identity of SES.'],
    ['ada@customers.example', 'failed', 'The account is in the sandbox of SES, which sends to verified addresses only.'],
  ])('an identity that is not verified (%s): %s', async (named, expected, says) => {
    const words = `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${named}`;
    expect(await outcomeOf('MessageRejected', 400, words)).toEqual({
      outcome: expected,
      error: { code: 'MessageRejected', message: `${says} (SES: ${words})` },
    });
  });

  it('what SES does not take fails, with its words', async () => {
    expect(await outcomeOf('MessageRejected', 400, 'Message contains a virus.')).toEqual({
      outcome: 'failed',
      error: { code: 'MessageRejected', message: 'SES does not take this mail. (SES: Message contains a virus.)' },
    });
    expect(await outcomeOf('BadRequestException', 400, '')).toMatchObject({ outcome: 'failed', error: { message: 'SES does not take this mail.' } });
  });

  it('a 5xx does not say whether the mail has left: SES knows no key that tells a repeat', async () => {
    expect(await outcomeOf('InternalFailure', 500)).toMatchObject({ outcome: 'unknown', error: { code: 'InternalFailure' } });
    expect((await sendMail({}, failing('ETIMEDOUT', true))).outcome).toMatchObject({ outcome: 'unknown', unanswered: true });
  });

  it('a service that cannot be reached has sent nothing', async () => {
    expect((await sendMail({}, failing('ECONNREFUSED', false))).outcome).toMatchObject({ outcome: 'retry', unanswered: true });
  });
});
