import { BASE_ROLES, presetRoles } from '@keyward/policy';
import {
  anything,
  isRecord,
  listOf,
  objectOf,
  recordOf,
  type Shape,
  text,
  textLike,
  truth,
  wordOf,
} from './shape.ts';

const texts = listOf(text);
const baseRole = wordOf(BASE_ROLES);
const roleAttributes = recordOf(texts);
/** Policies are judged apart: whether one may be stored can be the question. */
const policy = anything;
const role = objectOf({ key: text, policy }, { basePermissions: baseRole, roleAttributes });
const presetRole = wordOf(presetRoles.map(({ key }) => key));
const roleOrPreset: Shape = (value, path) => (typeof value === 'string' ? presetRole : role)(value, path);

const member = objectOf(
  { role: baseRole },
  { customRoles: listOf(roleOrPreset), teamRoles: listOf(role), roleAttributes, removed: truth },
);

const SCOPES = ['role', 'customRoles', 'inlineRole'];
const tokenFields = objectOf(
  {},
  { role: baseRole, customRoles: listOf(role), inlineRole: policy, serviceToken: truth },
);
const token: Shape = function* (value, path) {
  yield* tokenFields(value, path);
  const given = isRecord(value) ? SCOPES.filter((scope) => Object.hasOwn(value, scope)) : [];
  if (isRecord(value) && given.length !== 1)
    yield `\`${path}\` must have exactly one of \`role\`, \`customRoles\` and \`inlineRole\``;
};

const request = objectOf(
  { resource: text, action: text },
  { tags: recordOf(texts), properties: recordOf(recordOf(truth)), views: texts },
);

const fields = objectOf(
  { id: textLike(/./, 'a text that names the case'), expect: wordOf(['allow', 'deny', 'valid', 'invalid']) },
  {
    category: text,
    why: text,
    source: text,
    confidence: text,
    policy,
    basePermissions: baseRole,
    roleAttributes,
    member,
    token,
    request,
    requests: listOf(request),
    mode: wordOf(['effective']),
  },
);

/** What is wrong with a decision case. */
export const decisionCase: Shape = function* (value, path) {
  yield* fields(value, path);
  if (!isRecord(value)) return;
  const has = (field: string) => Object.hasOwn(value, field);
  const others = ['member', 'token'].filter(has);
  if (has('policy') && others.length > 0)
    yield `has several subjects, \`policy\` and \`${others.join('` and `')}\`; keep one, or make it two cases`;
  for (const field of ['basePermissions', 'roleAttributes']) {
    if (has(field) && !has('policy'))
      yield `\`${field}\` belongs to a \`policy\`; a member's stands in \`member\``;
  }
  if (value.expect === 'valid' || value.expect === 'invalid') {
    if (!has('policy')) yield 'asks whether a policy is valid and has no `policy`';
    return;
  }
  if (!has('policy') && others.length === 0) yield 'has no subject; give it `policy`, `member` or `token`';
  if (has('request') && has('requests')) yield 'has both `request` and `requests`; keep one';
  const asksNothing = Array.isArray(value.requests) && value.requests.length === 0;
  if ((!has('request') && !has('requests')) || asksNothing)
    yield 'has no request; write one as in `"request": { "action": "updateOn", "resource": "proj/web" }`';
};
