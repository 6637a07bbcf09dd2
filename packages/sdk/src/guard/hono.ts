import { type GuardOptions, judgeCall } from './judge-call.ts';

export interface HonoContext {
  readonly req: { readonly raw: Request };
  set(name: 'principal', value: unknown): void;
}

/**
 * Middleware for Hono: goes on with `principal` of the context, or answers. Hono does not know where the client is: give `address`
 * where tokens may be bound to addresses, which are refused without it.
 */
export function requireToken<Context extends HonoContext>(options: GuardOptions<Context>) {
  return async (context: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    const { headers, url } = context.req.raw;
    const authorization = headers.get('authorization');
    const judged = await judgeCall(options, context, {
      authorizations: authorization === null ? [] : [authorization],
      url,
      address: options.address?.(context),
      agent: headers.get('user-agent') ?? undefined,
    });
    if ('refused' in judged) {
      const { status, headers: answered, body } = judged.refused;
      return new Response(body, { status, headers: { ...answered } });
    }
    context.set('principal', judged.principal);
    await next();
    return undefined;
  };
}
