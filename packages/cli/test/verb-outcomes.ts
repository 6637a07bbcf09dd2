/** How each verb of the program is to end: done, with a name that nothing has, with a token that may not, and without a network. */
import { exitCode } from '../src/exit-code.ts';

export interface Outcome {
  /** What stands after the verb. */
  readonly words: readonly string[];
  readonly input?: string;
  readonly code: number;
  /** What is read on stdout or stderr. */
  readonly says?: RegExp;
  /** What must not be read there. */
  readonly hides?: RegExp;
}

export interface VerbOutcomes {
  /** Or the test that shows it, of a verb that never ends or that needs another service. */
  readonly done: Outcome | string;
  /** Or why there is nothing to find. */
  readonly notFound: Outcome | string;
  /** With a token whose role or policy does not allow it; or why anybody may. */
  readonly forbidden: (Outcome & { readonly as: 'reader' | 'stranger' }) | string;
  /** Or that it needs none: it is then done without one. */
  readonly noNetwork: Outcome | 'needs none';
}

/** In what is given on stdin, the secret of the owner. */
export const OWNER_SECRET = '<the secret of the owner>';

const LOOKS_NOTHING_UP = 'looks nothing up';
const EVERYBODY = 'everybody who is signed in may';
const UNKNOWN_ID = '0123456789abcdef01234567';
const NOT_SEEN = /there is no \w+ `[^`]+` that you may see|Invalid resource identifier/;
const UNREACHABLE = { code: exitCode.unreachable, says: /no answer from `http:/ };

const done = (words: readonly string[]): Outcome => ({ words, code: exitCode.done });
const missing = (words: readonly string[]): Outcome => ({ words, code: exitCode.notFound, says: NOT_SEEN });

/** It changes something: a reader may see it, and no more. */
function changes(words: readonly string[], unknown?: readonly string[]): VerbOutcomes {
  return {
    done: done(words),
    notFound: unknown === undefined ? LOOKS_NOTHING_UP : missing(unknown),
    forbidden: { words, as: 'reader', code: exitCode.forbidden, says: /needs `\w+` on `/ },
    noNetwork: { words, ...UNREACHABLE },
  };
}

/** It shows one thing: whoever may not see it is told what is told of a thing that is not there. */
function shows(words: readonly string[], unknown: readonly string[]): VerbOutcomes {
  return {
    done: done(words),
    notFound: missing(unknown),
    forbidden: { ...missing(words), as: 'stranger' },
    noNetwork: { words, ...UNREACHABLE },
  };
}

/** It lists what the token may see. */
function lists(words: readonly string[] = []): VerbOutcomes {
  return {
    done: { ...done(words), says: /kept|turned/ },
    notFound: LOOKS_NOTHING_UP,
    forbidden: { ...done(words), as: 'stranger', hides: /kept|turned/ },
    noNetwork: { words, ...UNREACHABLE },
  };
}

/** It works on files of this machine; what it does not find there is a failure. */
function isLocal(did: Outcome | string, unknown?: readonly string[], says?: RegExp): VerbOutcomes {
  const absent = { words: unknown ?? [], code: exitCode.failed, ...(says !== undefined && { says }) };
  return {
    done: did,
    notFound: unknown === undefined ? LOOKS_NOTHING_UP : absent,
    forbidden: 'no token is asked for',
    noNetwork: 'needs none',
  };
}

const NO_DATA = /`nowhere`|nowhere/;
const NO_FILE = /`?missing\.json`?/;

/** In the order in which the verbs are done. */
export const VERB_OUTCOMES: Readonly<Record<string, VerbOutcomes>> = {
  login: {
    done: { ...done(['--with-token']), input: OWNER_SECRET, says: /signed in at/ },
    notFound: LOOKS_NOTHING_UP,
    forbidden: EVERYBODY,
    noNetwork: { words: ['--with-token'], input: OWNER_SECRET, ...UNREACHABLE },
  },
  whoami: {
    done: { ...done([]), says: /owner@example\.com/ },
    notFound: LOOKS_NOTHING_UP,
    forbidden: EVERYBODY,
    noNetwork: { words: [], ...UNREACHABLE },
  },
  doctor: {
    done: done([]),
    notFound: LOOKS_NOTHING_UP,
    forbidden: EVERYBODY,
    // It is asked what is wrong, and that is its answer.
    noNetwork: { words: [], code: exitCode.failed, says: /"check": "service",\s+"result": "bad"/ },
  },
  logout: {
    done: { ...done([]), says: /forgot the access token/ },
    notFound: LOOKS_NOTHING_UP,
    forbidden: EVERYBODY,
    // Nothing keeps anybody from being signed out here.
    noNetwork: { ...done([]), says: /holds no access token/ },
  },
  'tokens list': lists(),
  'tokens get': shows(['kept'], ['nothing']),
  'tokens create': changes(['made', '--role', 'writer']),
  'tokens clone': changes(['kept', '--name', 'kept 2'], ['nothing']),
  'tokens edit': changes(['kept', '--description', 'edited'], ['nothing', '--name', 'x']),
  'tokens disable': changes(['kept'], ['nothing']),
  'tokens enable': changes(['stopped'], ['nothing']),
  'tokens reset': changes(['kept', '--confirm', 'kept'], ['nothing', '--confirm', 'nothing']),
  'tokens extend-old': changes(['turned', '48h'], ['nothing', '48h']),
  'tokens end-old': changes(['turned'], ['nothing']),
  'tokens delete': changes(['doomed', '--confirm', 'doomed'], ['nothing', '--confirm', 'nothing']),
  'tokens verify': {
    done: { ...done([]), input: OWNER_SECRET, says: /First token/ },
    notFound: 'a secret that no token has gets the answer of one that may not be seen',
    forbidden: { words: [], input: OWNER_SECRET, as: 'reader', code: exitCode.notFound },
    noNetwork: { words: [], input: OWNER_SECRET, ...UNREACHABLE },
  },
  'tokens usage': shows(['kept'], ['nothing']),
  'tokens audit': shows(['kept'], ['nothing']),
  'roles list': lists(['--all']),
  'roles get': shows(['kept'], ['nothing']),
  'roles create': changes(['made', '--policy', 'policy.json']),
  'roles edit': changes(['kept', '--description', 'edited'], ['nothing', '--name', 'x']),
  'roles delete': changes(['doomed', '--confirm', 'doomed'], ['nothing', '--confirm', 'nothing']),
  'teams list': lists(),
  'teams get': shows(['kept'], ['nothing']),
  'teams create': changes(['made']),
  'teams edit': changes(['kept', '--description', 'edited'], ['nothing', '--name', 'x']),
  'teams delete': changes(['doomed', '--confirm', 'doomed'], ['nothing', '--confirm', 'nothing']),
  'members list': lists(),
  'members get': shows(['kept@example.com'], ['nothing']),
  'members invite': changes(['grace@example.com']),
  'members edit': changes(['kept@example.com', '--role', 'writer'], ['nothing', '--role', 'reader']),
  'members remove': changes(
    ['doomed@example.com', '--confirm', 'doomed@example.com'],
    ['nothing', '--confirm', 'nothing'],
  ),
  'audit list': lists(['--all']),
  'audit tail': {
    done: 'packages/cli/test/account-verbs.test.ts',
    notFound: LOOKS_NOTHING_UP,
    forbidden: 'it prints the entries that the token may see, as `audit list`, and goes on',
    noNetwork: { words: [], ...UNREACHABLE },
  },
  'audit get': {
    ...shows([UNKNOWN_ID], [UNKNOWN_ID]),
    done: 'packages/cli/test/account-verbs.test.ts',
  },
  api: {
    ...shows(['GET', '/api/v2/roles/kept'], ['GET', '/api/v2/roles/nothing']),
    forbidden: {
      words: ['POST', '/api/v2/teams', '-f', 'key=raw', '-f', 'name=raw'],
      as: 'reader',
      code: exitCode.forbidden,
    },
  },
  'policy test': isLocal({ ...done(['cases.json']), says: /1 passed/ }, ['missing.json'], NO_FILE),
  'policy lint': isLocal(done(['policy.json']), ['missing.json'], NO_FILE),
  'policy explain': isLocal(
    { ...done(['policy.json', '-a', 'viewProject', '-r', 'proj/web']), says: /Allowed/ },
    ['missing.json', '-a', 'viewProject', '-r', 'proj/web'],
    NO_FILE,
  ),
  'policy diff': isLocal(done(['policy.json', 'policy.json']), ['missing.json', 'policy.json'], NO_FILE),
  'policy fmt': isLocal({ ...done(['policy.json']), says: /viewProject/ }, ['missing.json'], NO_FILE),
  scan: isLocal(done(['policy.json']), ['missing.json'], NO_FILE),
  completion: isLocal({ ...done(['bash']), says: /keyward completion bash/ }),
  'config set': isLocal(done(['url', 'http://127.0.0.1:9', '--profile', 'spare'])),
  'config get': isLocal({ ...done(['url', '--profile', 'spare']), says: /^http:\/\/127\.0\.0\.1:9\n/ }),
  'config list': isLocal({ ...done([]), says: /spare/ }),
  'config path': isLocal({ ...done([]), says: /config\.json/ }),
  init: isLocal(done(['--data', 'data', '--email', 'ada@example.com', '-q'])),
  serve: isLocal('test/packed-program.test.ts', ['--data', 'nowhere', '--port', '0'], NO_DATA),
  'account create': isLocal(
    done(['second', '--data', 'data', '--email', 'bob@example.com', '-q']),
    ['second', '--data', 'nowhere', '--email', 'bob@example.com'],
    NO_DATA,
  ),
  'account list': isLocal({ ...done(['--data', 'data']), says: /second/ }, ['--data', 'nowhere'], NO_DATA),
  'members password-link': isLocal(
    { ...done(['ada@example.com', '--data', 'data']), says: /#kwb_/ },
    ['nobody@example.com', '--data', 'nowhere'],
    NO_DATA,
  ),
  'pepper status': isLocal(done(['--data', 'data']), ['--data', 'nowhere'], NO_DATA),
  'pepper rotate': isLocal(done(['--data', 'data']), ['--data', 'nowhere'], NO_DATA),
  'audit verify': isLocal(done(['--data', 'data']), ['--data', 'nowhere'], NO_DATA),
  backup: isLocal(done(['backup.db', '--data', 'data']), ['other.db', '--data', 'nowhere'], NO_DATA),
  restore: isLocal(
    done(['backup.db', '--data', 'restored', '--without-journal']),
    ['missing.json', '--data', 'elsewhere', '--without-journal'],
    NO_FILE,
  ),
  'restore accept': isLocal('e2e/backup-restore.test.ts', ['--data', 'nowhere'], NO_DATA),
  'db copy': isLocal(
    'e2e/db-copy.test.ts',
    ['--from', 'nowhere', '--to', 'postgres://nobody@127.0.0.1:9/none'],
    NO_DATA,
  ),
};
