import type { Principal } from '../verifier/index.ts';

/** What a call does, and to what, as policies name it. */
export interface Wanted {
  readonly action: string;
  readonly resource: string;
}

/** What became of a call, as the active span says it. */
export interface JudgedSpan {
  readonly outcome:
    | 'allowed'
    | 'denied'
    | 'wrong_address'
    | 'invalid_token'
    | 'missing_token'
    | 'invalid_request'
    | 'unavailable';
  readonly principal?: Principal;
}

interface OpenTelemetry {
  readonly trace: {
    getActiveSpan():
      | { isRecording(): boolean; setAttributes(attributes: Record<string, string>): unknown }
      | undefined;
  };
}

/** `spec/token-format.json`: a path may hold what it should not. */
const SECRET =
  /[a-z][a-z0-9]{1,11}[psb]_[0-9A-Za-z]{36}|api-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

let api: OpenTelemetry | undefined;
import('@opentelemetry/api').then(
  (loaded) => {
    api = loaded;
  },
  () => undefined,
);

/** Sets attributes of the active span, where the program has OpenTelemetry: who called, for what, and what became of it. No secret. */
export function annotateSpan({ outcome, principal }: JudgedSpan, wanted?: Wanted): void {
  const span = api?.trace.getActiveSpan();
  if (!span?.isRecording()) return;
  span.setAttributes({
    'keyward.outcome': outcome,
    ...(wanted && {
      'keyward.action': wanted.action.replace(SECRET, '[redacted]'),
      'keyward.resource': wanted.resource.replace(SECRET, '[redacted]'),
    }),
    ...(principal && {
      'keyward.account.id': principal.accountId,
      'keyward.token.id': principal.tokenId,
      'keyward.token.kind': principal.kind,
      ...(principal.memberId !== undefined && { 'keyward.member.id': principal.memberId }),
    }),
  });
}
