import { AccessesSchema } from './accesses.ts';
import { AccountSettingsSchema, UpdatedSettingsSchema } from './account-settings.ts';
import {
  AuditChainSchema,
  AuditCountsSchema,
  AuditEntrySchema,
  AuditListingSchema,
  AuditListSchema,
  AuditStatementsSchema,
} from './audit.ts';
import {
  DeviceApprovalSchema,
  DeviceCodeSchema,
  DeviceCodesSchema,
  DeviceRequestSchema,
  NewDeviceRequestSchema,
  PendingSchema,
  UserCodeSchema,
} from './device-request.ts';
import { ErrorSchema } from './error.ts';
import {
  EvaluationAnswerSchema,
  EvaluationSchema,
  EvaluationsAnswerSchema,
  EvaluationsSchema,
} from './evaluation.ts';
import { GatewayRouteSchema, GatewayRoutesSchema, NewGatewayRouteSchema } from './gateway-route.ts';
import { IntrospectionRequestSchema, IntrospectionSchema, RevocationRequestSchema } from './introspection.ts';
import {
  DeviceAccessTokenSchema,
  DeviceAuthorizationCodesSchema,
  DeviceAuthorizationSchema,
  NotAuthorizedYetSchema,
} from './ldcli-login.ts';
import { LinkSchema } from './link.ts';
import {
  AcceptedMemberSchema,
  InvitedMembersSchema,
  MemberSchema,
  MemberSummarySchema,
  MembersSchema,
  MemberTokensSchema,
  OneTimeLinkSchema,
  RoleAttributesSchema,
} from './member.ts';
import { NewMembersSchema } from './member-requests.ts';
import { BulkEditMembersSchema, MembersPatchSchema } from './members-patch.ts';
import { PatchSchema } from './patch.ts';
import { NewResourceTypeSchema, ResourceTypeSchema, ResourceTypesSchema } from './resource-type.ts';
import { NewRoleSchema, RoleSchema, RolesSchema } from './role.ts';
import {
  ActionSearchSchema,
  FoundActionsSchema,
  FoundEntitiesSchema,
  ResourceSearchSchema,
  SubjectSearchSchema,
} from './search.ts';
import { SessionSchema, SessionsSchema } from './session.ts';
import { StatementSchema } from './statement.ts';
import {
  EditedTeamsSchema,
  TeamImportsSchema,
  TeamMaintainersSchema,
  TeamPermissionGrantsSchema,
  TeamRolesSchema,
  TeamSchema,
  TeamsSchema,
} from './team.ts';
import {
  MemberTeamsSchema,
  NewTeamSchema,
  TeamMembersFileSchema,
  TeamPatchSchema,
  TeamsPatchSchema,
} from './team-requests.ts';
import {
  CloneTokenSchema,
  NewTokenSchema,
  PreviousSecretSchema,
  TokenSchema,
  TokensSchema,
} from './token.ts';
import { BulkTokensSchema, DeleteTokensSchema, PatchTokensSchema } from './token-bulk.ts';
import { TokenHealthSchema } from './token-list.ts';
import { LookUpRequestSchema, TokenLookUpSchema } from './token-look-up.ts';
import { TokenUsageSchema } from './token-usage.ts';
import { PortablePrincipalSchema, PrincipalRequestSchema, UseReportSchema } from './verification.ts';

/** Schemas that others refer to by name, in an order in which each comes after those it uses. */
export const sharedSchemas = [
  LinkSchema,
  ErrorSchema,
  StatementSchema,
  AcceptedMemberSchema,
  MemberSummarySchema,
  RoleAttributesSchema,
  MemberTokensSchema,
  MemberSchema,
  MembersSchema,
  OneTimeLinkSchema,
  InvitedMembersSchema,
  NewMembersSchema,
  MembersPatchSchema,
  BulkEditMembersSchema,
  PatchSchema,
  AccountSettingsSchema,
  UpdatedSettingsSchema,
  PreviousSecretSchema,
  SessionSchema,
  SessionsSchema,
  NewDeviceRequestSchema,
  DeviceCodesSchema,
  DeviceCodeSchema,
  DeviceRequestSchema,
  PendingSchema,
  UserCodeSchema,
  DeviceApprovalSchema,
  DeviceAuthorizationSchema,
  DeviceAuthorizationCodesSchema,
  DeviceAccessTokenSchema,
  NotAuthorizedYetSchema,
  RoleSchema,
  RolesSchema,
  NewRoleSchema,
  TeamRolesSchema,
  TeamMaintainersSchema,
  TeamPermissionGrantsSchema,
  TeamSchema,
  TeamsSchema,
  TeamImportsSchema,
  EditedTeamsSchema,
  NewTeamSchema,
  TeamPatchSchema,
  TeamsPatchSchema,
  MemberTeamsSchema,
  TeamMembersFileSchema,
  AccessesSchema,
  TokenUsageSchema,
  TokenSchema,
  TokensSchema,
  NewTokenSchema,
  CloneTokenSchema,
  TokenHealthSchema,
  LookUpRequestSchema,
  TokenLookUpSchema,
  PatchTokensSchema,
  DeleteTokensSchema,
  BulkTokensSchema,
  ResourceTypeSchema,
  ResourceTypesSchema,
  NewResourceTypeSchema,
  GatewayRouteSchema,
  GatewayRoutesSchema,
  NewGatewayRouteSchema,
  PrincipalRequestSchema,
  PortablePrincipalSchema,
  UseReportSchema,
  AuditListingSchema,
  AuditEntrySchema,
  AuditListSchema,
  AuditChainSchema,
  AuditCountsSchema,
  AuditStatementsSchema,
  IntrospectionRequestSchema,
  RevocationRequestSchema,
  IntrospectionSchema,
  EvaluationSchema,
  EvaluationsSchema,
  EvaluationAnswerSchema,
  EvaluationsAnswerSchema,
  SubjectSearchSchema,
  ResourceSearchSchema,
  ActionSearchSchema,
  FoundEntitiesSchema,
  FoundActionsSchema,
];
