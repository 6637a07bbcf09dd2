export type { AccessRequest } from './access-request.ts';
export type { Clock } from './analyse/budget.ts';
export { diff, type RightsChange, type RightsDiff } from './analyse/diff.ts';
export {
  type ChainPermissions,
  effectivePermissions,
  PERMISSIONS_MILLISECONDS,
  type Permission,
  type PermissionGrant,
} from './analyse/effective-permissions.ts';
export type { Cause } from './analyse/find-gains.ts';
export { inWords } from './analyse/in-words.ts';
export { type LintOptions, lint } from './analyse/lint.ts';
export {
  applyFix,
  type Lint,
  type LintCode,
  type LintFix,
  type StatementEdit,
} from './analyse/lint-finding.ts';
export type { Witness } from './analyse/request-space.ts';
export { BASE_ROLES, type BaseRole, baseRolePolicy } from './base-role.ts';
export { builtInCatalogue } from './built-in-catalogue.ts';
export { type Catalogue, type Chain, extendCatalogue, type Guard } from './catalogue.ts';
export { type Containment, contains, type InnerKind } from './contains.ts';
export { decide, decideEffective } from './decide.ts';
export type { Decision, Outcome, RightsPart } from './decision.ts';
export { type CaseResult, type DecisionCase, requestsOf, runDecisionCase } from './decision-case.ts';
export {
  type DecisionSubject,
  rightsOfSubject,
  type SubjectMember,
  sourceOfSubject,
} from './decision-subject.ts';
export { MAX_EXPANDED_ENTRIES } from './expansion.ts';
export { explain } from './explain.ts';
export type {
  Edit,
  Explanation,
  Failing,
  NearMiss,
  SmallestChange,
  StatementReference,
} from './explanation.ts';
export {
  type ParsedSpecifier,
  parseResourceSpecifier,
  type SpecifierProblem,
} from './parse-resource-specifier.ts';
export {
  MAX_ACTION_LENGTH,
  MAX_GLOBS,
  MAX_LIST_ENTRIES,
  MAX_POLICY_LENGTH,
  MAX_STATEMENTS,
} from './policy-limits.ts';
export type { PolicyProblem, PolicyProblemCode } from './policy-problem.ts';
export { PRESET_ROLE_PREFIX, type PresetRole, presetRoles } from './preset-role.ts';
export { type Reach, reachOf } from './reach.ts';
export { parseResource, type Resource } from './resource.ts';
export {
  printResourceSpecifier,
  type ResourceSpecifier,
  type SpecifierFlag,
  type SpecifierSegment,
} from './resource-specifier.ts';
export type { AccessLevel, ResourceType, TypeDeclaration, TypeOrigin } from './resource-type.ts';
export {
  compileRights,
  type Holder,
  type NamedRole,
  type Rights,
  type RightsSource,
  type Scope,
} from './rights.ts';
export type { RoleAttributes } from './role-attributes.ts';
export type { Effect, Policy, Statement } from './statement.ts';
export { type ValidationOptions, validatePolicy } from './validate-policy.ts';
