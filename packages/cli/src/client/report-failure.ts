import { type ExitCode, exitCode } from '../exit-code.ts';
import { jsonText } from '../output/json.ts';
import { onOneLine } from '../print.ts';
import { addressCalled, type TargetFlags } from '../profile/resolve-target.ts';
import type { OutputFlags } from './client-flags.ts';
import { Refusal } from './refusal.ts';

/** What a `KeywardError` of the SDK holds; the SDK itself is loaded by verbs that call a service. */
interface CallFailure extends Error {
  readonly code: string;
  readonly status?: number;
  readonly hint?: string;
  readonly requestId?: string;
  readonly access?: { readonly action: string; readonly resource: string };
  readonly reason?: { readonly problems?: readonly { readonly message: string }[] };
  readonly id?: string;
}

const OF_STATUS: Readonly<Record<number, ExitCode>> = {
  401: exitCode.notSignedIn,
  403: exitCode.forbidden,
  404: exitCode.notFound,
  409: exitCode.conflict,
  429: exitCode.unreachable,
  502: exitCode.unreachable,
  503: exitCode.unreachable,
  504: exitCode.unreachable,
};

const UNANSWERED = ['network_failure', 'timed_out'];

export function isClientFailure(error: unknown): error is Refusal | CallFailure {
  return error instanceof Refusal || (error instanceof Error && error.name === 'KeywardError');
}

/** Says on stderr why a call came to nothing and what to do next, as JSON where JSON was asked for. */
export function reportFailure(failure: Refusal | CallFailure, flags: OutputFlags & TargetFlags): ExitCode {
  const { json, output } = flags;
  const { message, code } = failure;
  const hint = hintOf(failure, flags);
  if (json !== undefined || output === 'json' || output === 'ndjson') {
    const requestId = failure instanceof Refusal ? undefined : failure.requestId;
    process.stderr.write(`${jsonText({ error: { code, message, hint, requestId } })}\n`);
  } else {
    const lines = [message, ...problemsOf(failure), ...(hint === undefined ? [] : [hint])];
    process.stderr.write(lines.map((line) => `keyward: ${onOneLine(line)}\n`).join(''));
  }
  return failure instanceof Refusal ? failure.exitCode : exitOf(failure);
}

function exitOf({ code, status }: CallFailure): ExitCode {
  if (UNANSWERED.includes(code)) return exitCode.unreachable;
  // A page of a proxy that says 404 tells nothing of what is in Keyward.
  if (code === 'unexpected_answer' && status !== undefined && status < 500) return exitCode.failed;
  return OF_STATUS[status ?? 0] ?? exitCode.failed;
}

/** What to do next, with the place in the guide of the very service that tells of such failures. */
function hintOf(failure: Refusal | CallFailure, flags: TargetFlags): string | undefined {
  if (failure instanceof Refusal) return failure.hint;
  const next = nextStep(failure);
  if (failure.status === undefined || failure.code === 'unexpected_answer') return next;
  const place = `see ${addressCalled(flags)}/docs/errors#${encodeURIComponent(failure.code)}`;
  return next === undefined ? place : `${next}; ${place}`;
}

function nextStep({ status, hint, access, code, id }: CallFailure): string | undefined {
  if (code === 'already_done' && id !== undefined)
    return `\`${id}\` was made, and its secret is lost; reset or delete it`;
  if (status === 401) return 'run `keyward login`, or set KEYWARD_ACCESS_TOKEN to a token that works';
  if (code === 'timed_out') return 'try again, or raise `--timeout`';
  return hint ?? (access && `it needs \`${access.action}\` on \`${access.resource}\``);
}

function problemsOf(failure: Refusal | CallFailure): readonly string[] {
  if (failure instanceof Refusal) return [];
  return failure.reason?.problems?.map((problem) => problem.message) ?? [];
}
