/** Written by `npm run spec` from `spec/openapi.json`. */

export interface paths {
    "/api/v2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the categories of the API */
        get: operations["getRoot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/public-ip-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the public addresses of the service
         * @description A self-hosted deployment does not know its public addresses, so both lists are empty.
         */
        get: operations["getIps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get this description of the API */
        get: operations["getOpenapiSpec"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the first account and its owner
         * @description Works once, on an empty deployment, with the set-up code that the server printed. Answers the first access token of the owner, with its secret.
         */
        post: operations["postSetup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say who is signed in */
        get: operations["getSession"];
        put?: never;
        /**
         * Sign in
         * @description Answers the session as a cookie. Taken from pages of the service only.
         */
        post: operations["postSession"];
        /** Sign out */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's own sessions */
        get: operations["getSessions"];
        put?: never;
        post?: never;
        /** Sign out everywhere */
        delete: operations["deleteSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of one's own sessions */
        delete: operations["deleteOneSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change one's own password
         * @description Every other session of the member ends.
         */
        put: operations["putPassword"];
        /**
         * Choose a new password with a link
         * @description Works once, with the code of the link. Every session of the member ends.
         */
        post: operations["postPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/device-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to be let in by a member
         * @description For programs without a browser: they show `userCode`, and ask with `deviceCode` until a member has decided on the page `verificationUri`.
         */
        post: operations["postDeviceRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/device-requests/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask whether a member has decided, and fetch the token
         * @description Answers the token with its secret. Asked once more within a minute, since the answer was lost, it gives the same token a new secret. 202 until somebody has decided; 429 to whoever asks too often, 403 when it was denied.
         */
        post: operations["redeemDeviceRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/device-requests/look-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say which program waits for a code */
        post: operations["lookUpDeviceRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/device-requests/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let in the program that waits for a code */
        post: operations["approveDeviceRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/device-requests/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep out the program that waits for a code */
        post: operations["denyDeviceRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/device-authorization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to be let in by a member, as `ldcli login` does
         * @description The token is to have the role `reader`, unless the member who lets the program in chooses another.
         */
        post: operations["postDeviceAuthorization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/device-authorization/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fetch the token, as `ldcli login` does
         * @description May be asked every second. Until a member has approved it answers 400 with one of three codes.
         */
        post: operations["fetchDeviceAuthorizationToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/caller-identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say whose access token this is */
        get: operations["getCallerIdentity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of the API */
        get: operations["getVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the caller's account */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the settings of the account */
        get: operations["getAccountSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the settings of the account
         * @description Needs `updateSettings`. The answer says how many tokens each change touches; with `dryRun=true` it is all that happens.
         */
        patch: operations["patchAccountSettings"];
        trace?: never;
    };
    "/api/v2/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List members */
        get: operations["getMembers"];
        put?: never;
        /**
         * Invite members
         * @description All of them, or none. Each is mailed a link; where no mail was sent, the link is in the answer, this once.
         */
        post: operations["postMembers"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change many members
         * @description A semantic patch. Each member is changed, or not, for themselves: those who are not stand in `errors` with the reason.
         */
        patch: operations["patchMembers"];
        trace?: never;
    };
    "/api/v2/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a member
         * @description With the id `me`, the caller's own.
         */
        get: operations["getMember"];
        put?: never;
        post?: never;
        /**
         * Remove a member
         * @description Their personal tokens and sessions end with the answer. Service tokens go on.
         */
        delete: operations["deleteMember"];
        options?: never;
        head?: never;
        /**
         * Change a member
         * @description Paths: `/role`, `/customRoles` (keys or ids) and `/roleAttributes`, and below them; `/firstName` and `/lastName` by the member alone, signed in. What the member holds counts at the next use of every personal token of theirs and ends open links: an invitation is then sent again. Another role or custom role ends their sessions.
         */
        patch: operations["patchMember"];
        trace?: never;
    };
    "/api/v2/members/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite a member again
         * @description The link that was made before ends.
         */
        post: operations["postInvitation"];
        /**
         * Take back an invitation
         * @description The member goes with it. Refused once it was accepted.
         */
        delete: operations["deleteInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/members/{id}/password-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a member choose a new password
         * @description For callers who may do all that the member may. The sessions of the member end. Where no mail was sent, the link is in the answer, this once.
         */
        post: operations["postPasswordLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description Works once, with the code of the link. The member can sign in afterwards.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/password-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a mail with a link to choose a new password
         * @description The answer is the same whether or not somebody has the address.
         */
        post: operations["postPasswordRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List custom roles */
        get: operations["getCustomRoles"];
        put?: never;
        /** Create a custom role */
        post: operations["postCustomRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/roles/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a custom role */
        get: operations["getCustomRole"];
        put?: never;
        post?: never;
        /**
         * Delete a custom role
         * @description It is taken from everybody who holds it. A token that is left without roles may do nothing.
         */
        delete: operations["deleteCustomRole"];
        options?: never;
        head?: never;
        /**
         * Change a custom role
         * @description Paths: `/name`, `/description`, `/policy`, `/basePermissions`, `/resourceCategory`. Everybody who holds the role has the new rights at the next call.
         */
        patch: operations["patchCustomRole"];
        trace?: never;
    };
    "/api/v2/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List teams
         * @description Since version 20240415 lists expand neither `roles` nor `projects`.
         */
        get: operations["getTeams"];
        put?: never;
        /** Create a team */
        post: operations["postTeam"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Add members to several teams
         * @description `addMembersToTeams` takes `memberIDs` and `teamKeys`. `addAllMembersToTeams` takes `teamKeys` and adds everybody who is not matched by one of `filterLastSeen`, `filterQuery`, `filterRoles`, `filterTeamKey`, `ignoredMemberIDs`. Teams that do not exist are named in `errors`; of the others all are changed, or none.
         */
        patch: operations["patchTeams"];
        trace?: never;
    };
    "/api/v2/teams/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a team */
        get: operations["getTeam"];
        put?: never;
        post?: never;
        /**
         * Delete a team
         * @description Its members lose its roles with the answer.
         */
        delete: operations["deleteTeam"];
        options?: never;
        head?: never;
        /**
         * Change a team
         * @description By instructions, all of them or none. Members have what the team gives them at their next call.
         */
        patch: operations["patchTeam"];
        trace?: never;
    };
    "/api/v2/teams/{key}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the roles of a team */
        get: operations["getTeamRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/teams/{key}/maintainers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the maintainers of a team */
        get: operations["getTeamMaintainers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/teams/{key}/permission-grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who was given single actions on a team
         * @description Maintainers, who have all actions of `maintainTeam`, are listed apart.
         */
        get: operations["getTeamPermissionGrants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/members/{id}/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a member to teams */
        post: operations["postMemberTeams"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List access tokens
         * @description Newest first unless `sort` says otherwise. All conditions hold for each token of the answer.
         */
        get: operations["getTokens"];
        put?: never;
        /**
         * Create an access token
         * @description The answer holds the whole secret, this once.
         */
        post: operations["postToken"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change several access tokens alike
         * @description Each token is judged, changed and audited like one of its own; one that cannot be changed is among the `errors` and keeps no other back.
         */
        patch: operations["patchTokens"];
        trace?: never;
    };
    "/api/v2/tokens/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the tokens that need a look
         * @description Of the tokens that the list shows to the caller. `health` of the list leads to the tokens behind a count.
         */
        get: operations["getTokenHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tokens/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Add up the calls with all tokens
         * @description Of the tokens that the list shows to the caller, and of deleted ones unless the rights of the caller are decided token by token.
         */
        get: operations["getTokensUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tokens/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find the token that a secret belongs to
         * @description For a secret that was found somewhere. Needs `lookUpToken` on `acct`, or the token is one of the caller. Superseded secrets are known too, and for 90 days those of deleted tokens. It is no use of the secret.
         */
        post: operations["lookUpToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tokens/bulk-delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete several access tokens
         * @description From the answer on no call with a secret of the deleted ones is served. One that cannot be deleted is among the `errors` and keeps no other back.
         */
        post: operations["deleteTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tokens/{id}/clone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an access token like another one
         * @description Scope, API version, addresses, tags and length of life are those of the other unless the body says otherwise. The new token is the caller's, and personal unless `serviceToken` is true.
         */
        post: operations["cloneToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an access token */
        get: operations["getToken"];
        put?: never;
        post?: never;
        /**
         * Delete an access token
         * @description From the answer on no call with its secret is served.
         */
        delete: operations["deleteToken"];
        options?: never;
        head?: never;
        /**
         * Change an access token
         * @description Paths: `/name`, `/description`, `/role`, `/customRoleIds`, `/inlineRole`, `/expiry`, `/disabled`, `/allowedIps`, `/tags`. The scope of a service token is fixed.
         */
        patch: operations["patchToken"];
        trace?: never;
    };
    "/api/v2/tokens/{id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an access token a new secret
         * @description The answer holds the whole new secret, this once. The old one ends at `expiry`, in the query or the body; without it, at once.
         */
        post: operations["resetToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tokens/{id}/previous-secrets/{secretId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End an older secret at once */
        delete: operations["deletePreviousSecret"];
        options?: never;
        head?: never;
        /** Move the end of an older secret that still works */
        patch: operations["patchPreviousSecret"];
        trace?: never;
    };
    "/api/v2/tokens/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the use of an access token
         * @description Server-sent events. `used` holds `lastUsed`, `lastUsedAddress`, `lastUsedAgent` and `superseded` (whether it was an older secret) in its data: the last use so far, if any, then each later one within a second, except in a second with several. Ends after a minute, and within seconds when the caller may not see the token any more. A caller may have 8 at once.
         */
        get: operations["getTokenEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auditlog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit log entries
         * @description Newest first. `_links.next` leads to older entries, also from a page that holds none.
         */
        get: operations["getAuditLogEntries"];
        put?: never;
        /**
         * Search the audit log by policy statements
         * @description Newest first. `_links.next` leads to older entries, also from a page that holds none: send the same body there.
         */
        post: operations["postAuditLogEntries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auditlog/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count audit log entries over time */
        post: operations["postAuditLogEntryCounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auditlog/chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state of the chain of the audit log
         * @description How far the log has come, what was last signed of it, and whether it goes on from there. It hashes no entry again: `keyward audit verify` proves the whole log.
         */
        get: operations["getAuditLogChain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auditlog/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an audit log entry
         * @description With what a page leaves out: the patch that was asked for, and the resource before and after.
         */
        get: operations["getAuditLogEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/policies/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide requests and say why
         * @description For rights that are written out in `subject`, or those of a stored token or member. What is not your own needs `evaluatePolicy`.
         */
        post: operations["explainAccess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/policies/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide requests before and after a change */
        post: operations["simulateChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/policies/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what rights allow for each type of resource and each action
         * @description For rights that are written out in `subject`, or those of a stored token or member. What is not your own needs `evaluatePolicy`.
         */
        post: operations["listPermissions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/policies/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether a policy may be stored, with the place of each mistake */
        post: operations["validatePolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/policies/lint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what in a policy is likely not meant */
        post: operations["lintPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/policies/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what is gained and lost when one policy becomes another */
        post: operations["diffPolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/resource-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the resource types that policies may name */
        get: operations["getResourceTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/resource-types/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Declare a resource type of the account, or declare it anew
         * @description Needs `manageResourceTypes`, and the right to do all that others gain by it. What a policy or a gateway route needs stays: 409, which names them. With `dryRun=true` nothing is stored.
         */
        put: operations["putResourceType"];
        post?: never;
        /**
         * Take back a resource type of the account
         * @description A type that a policy, a gateway route or another type needs stays: 409, which names them. With `dryRun=true` nothing is deleted.
         */
        delete: operations["deleteResourceType"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/gateway-routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List which access each request to an API behind a gateway needs */
        get: operations["getGatewayRoutes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/gateway-routes/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a route of an API behind a gateway */
        get: operations["getGatewayRoute"];
        /**
         * Say which access requests to an API behind a gateway need, or say it anew
         * @description Needs `manageRoutes`, and the right to do what this route and those that it overlaps ask for, before and after.
         */
        put: operations["putGatewayRoute"];
        post?: never;
        /**
         * Take back a route of an API behind a gateway
         * @description Its requests are refused from then on, unless another route decides on them.
         */
        delete: operations["deleteGatewayRoute"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/gateway-routes/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say which route decides on a request to the API behind a gateway, and what it asks for
         * @description By the table that answers gateways. Nothing is stored. Whether somebody may do it, `POST /api/v2/policies/explain` says.
         */
        post: operations["matchGatewayRoute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say whether a secret works, and whose it is (RFC 7662)
         * @description Whatever does not work, and every token of another account, is answered `{"active":false}` and nothing more.
         */
        post: operations["introspectToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a secret (RFC 7009)
         * @description With the current secret of a token the token is deleted; an older one ends alone. What nobody has, or has ended, is answered like what was ended now.
         */
        post: operations["revokeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Describe what the service offers of OAuth (RFC 8414) */
        get: operations["getOauthServerMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-protected-resource": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Describe how the API is called (RFC 9728) */
        get: operations["getProtectedResourceMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/evaluation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide whether a subject may do something (OpenID AuthZEN) */
        post: operations["evaluateAccess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide several questions in one call (OpenID AuthZEN) */
        post: operations["evaluateAccesses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/authzen-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Name the endpoints for decisions (OpenID AuthZEN) */
        get: operations["getAuthzenMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/search/subject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find who may do something (OpenID AuthZEN) */
        post: operations["searchSubjects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/search/resource": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find to what a subject may do something (OpenID AuthZEN) */
        post: operations["searchResources"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/search/action": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find what a subject may do to a resource (OpenID AuthZEN) */
        post: operations["searchActions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/verification/principals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer what a secret leads to, with all that a decision needs
         * @description For programs that verify by themselves. It may be kept while the stream is followed, and says nothing any more `maxStalenessMs` after the latest time up to which all changes are known. It is no use of the token; that a secret was sent which has ended is noted.
         */
        post: operations["loadPrincipal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/verification/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report the uses of tokens that a program verified by itself
         * @description Claims, marked with the caller: they move `lastUsed` of tokens of the caller's account forwards, and count its calls. A report that is sent again counts once. One holds 100 uses in 128 KiB, and a caller may send 300 in 10 s.
         */
        post: operations["reportUses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/verification/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what changes in the account
         * @description Server-sent events, at each change and at least once a second. The data of `changes` holds `changed`, the ids of what changed after the number `after` up to `number`; `after` null: everything may have changed. `asOf`, `ageMs` and `elapsedMs` (since the beginning of the stream) say how far changes are known. `Last-Event-ID` goes on where a stream ended. It ends when the caller may not follow any more, and after an hour. A caller may have 128 at once.
         */
        get: operations["followChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/teams/{key}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add members to a team by a CSV file
         * @description E-mail addresses stand in the first column; a header is not needed. Members are added only by a 201: with one mistake in the file nobody is, and the answer is a 207 that names each.
         */
        post: operations["postTeamMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Where a related resource is, relative to the host, and its media type */
        Link: {
            href: string;
            type: string;
        };
        Error: {
            /**
             * @description What went wrong, for programs
             * @enum {string}
             */
            code: "invalid_request" | "unauthorized" | "forbidden" | "not_found" | "method_not_allowed" | "conflict" | "optimistic_locking_error" | "already_done" | "duplicate_emails" | "email_already_exists_in_account" | "email_taken_in_different_account" | "idempotency_key_reused" | "patch_failed" | "feature_disabled" | "request_too_large" | "headers_too_large" | "unsupported_media_type" | "request_timeout" | "rate_limited" | "internal_error" | "service_unavailable" | "restore_pending" | "epoch_superseded";
            /** @description What went wrong, for people */
            message: string;
            /** @description Why the access was denied */
            reason?: {
                [key: string]: unknown;
            };
            /** @description The access that was denied */
            access?: {
                action: string;
                resource: string;
            };
            /** @description The addresses that are at fault */
            invalid_emails?: string[];
            /** @description What the call made when it was made the first time */
            _id?: string;
            /** @description What to do next */
            hint?: string;
            /** @description Names this request in the log of the server */
            requestId: string;
            /** @description Under `/oauth2`: the same in the words of OAuth */
            error?: string;
            /** @description Under `/oauth2`: the message */
            error_description?: string;
        };
        /** @description One sentence of a policy: an effect, resources and actions */
        Statement: {
            /** @enum {string} */
            effect: "allow" | "deny";
            resources?: string[];
            notResources?: string[];
            actions?: string[];
            notActions?: string[];
        };
        AcceptedMember: {
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            /** @example 61095542756dba551110ae21 */
            _id: string;
            firstName?: string;
            lastName?: string;
            /** @description The base role of the member */
            role: string;
            email: string;
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        MemberSummary: {
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            /** @example 61095542756dba551110ae21 */
            _id: string;
            firstName?: string;
            lastName?: string;
            /** @description The base role of the member */
            role: string;
            email: string;
        };
        /** @description Values for the placeholders in the roles of a member: only when expanded */
        RoleAttributes: {
            [key: string]: string[];
        };
        /** @description What stops working when the member is removed: only when expanded, and for who may see it */
        MemberTokens: {
            /** @description Their personal tokens that work now and that the caller may see */
            totalCount: number;
            usedLastDayCount: number;
            usedLast7DaysCount: number;
            usedLast30DaysCount: number;
            /**
             * Format: int64
             * @description Milliseconds since 1970; 0: never
             */
            lastUsed: number;
            /** @description Those that were used last */
            items: {
                /** @example 61095542756dba551110ae21 */
                _id: string;
                _links: {
                    [key: string]: components["schemas"]["Link"];
                };
                name: string;
                /** @description Its last four characters */
                token: string;
                /**
                 * Format: int64
                 * @description Milliseconds since 1970; 0: never
                 */
                lastUsed: number;
            }[];
        };
        Member: {
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            /** @example 61095542756dba551110ae21 */
            _id: string;
            firstName?: string;
            lastName?: string;
            /** @description The base role of the member */
            role: string;
            email: string;
            /** @description Whether the invitation was not accepted yet */
            _pendingInvite: boolean;
            _verified: boolean;
            /** @description The ids of the roles that were given directly: they replace the base role */
            customRoles: string[];
            mfa: string;
            /**
             * Format: int64
             * @description Milliseconds since 1970; 0: never
             */
            _lastSeen: number;
            /** @description The token that was used then */
            _lastSeenMetadata?: {
                /** @example 61095542756dba551110ae21 */
                tokenId: string;
            };
            teams: {
                key: string;
                name: string;
                customRoleKeys: string[];
                _links: {
                    [key: string]: components["schemas"]["Link"];
                };
            }[];
            /** @description What teams let the member do with them */
            permissionGrants: {
                actionSet?: string;
                actions?: string[];
                resource: string;
            }[];
            /**
             * Format: int64
             * @example 1628001602644
             */
            creationDate: number;
            version: number;
            roleAttributes?: components["schemas"]["RoleAttributes"];
            tokens?: components["schemas"]["MemberTokens"];
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        Members: {
            items: components["schemas"]["Member"][];
            totalCount: number;
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        /** @description A link that works once, until `expiry` */
        OneTimeLink: {
            /**
             * Format: int64
             * @example 1628001602644
             */
            expiry: number;
            /** @description Whether the mail server took the mail */
            mailed: boolean;
            /** @description To be handed over when no mail was sent; relative when no public address is set */
            link?: string;
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        InvitedMembers: {
            items: {
                _links: {
                    [key: string]: components["schemas"]["Link"];
                };
                /** @example 61095542756dba551110ae21 */
                _id: string;
                firstName?: string;
                lastName?: string;
                /** @description The base role of the member */
                role: string;
                email: string;
                /** @description Whether the invitation was not accepted yet */
                _pendingInvite: boolean;
                _verified: boolean;
                /** @description The ids of the roles that were given directly: they replace the base role */
                customRoles: string[];
                mfa: string;
                /**
                 * Format: int64
                 * @description Milliseconds since 1970; 0: never
                 */
                _lastSeen: number;
                /** @description The token that was used then */
                _lastSeenMetadata?: {
                    /** @example 61095542756dba551110ae21 */
                    tokenId: string;
                };
                teams: {
                    key: string;
                    name: string;
                    customRoleKeys: string[];
                    _links: {
                        [key: string]: components["schemas"]["Link"];
                    };
                }[];
                /** @description What teams let the member do with them */
                permissionGrants: {
                    actionSet?: string;
                    actions?: string[];
                    resource: string;
                }[];
                /**
                 * Format: int64
                 * @example 1628001602644
                 */
                creationDate: number;
                version: number;
                roleAttributes?: components["schemas"]["RoleAttributes"];
                tokens?: components["schemas"]["MemberTokens"];
                _invitation: components["schemas"]["OneTimeLink"];
            }[];
            totalCount: number;
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        /** @description All are invited, or none */
        NewMembers: {
            /** @description An e-mail address */
            email: string;
            /**
             * @description The base role. Default: `reader` with custom roles; without them it is needed
             * @enum {string|null}
             */
            role?: "no_access" | "reader" | "writer" | "admin" | "owner" | "" | null;
            /** @description Keys or ids of roles; they replace the base role */
            customRoles?: string[] | null;
            teamKeys?: string[] | null;
            /** @description Lists of values by the names that placeholders in roles have: `{ "projects": ["web"] }` */
            roleAttributes?: {
                [key: string]: string[];
            } | null;
            firstName?: string;
            lastName?: string;
        }[];
        MembersPatch: {
            comment?: string;
            instructions: {
                /**
                 * @description What is done
                 * @enum {string}
                 */
                kind: "replaceMembersRoles" | "replaceAllMembersRoles" | "replaceMembersCustomRoles" | "replaceAllMembersCustomRoles" | "replaceMembersRoleAttributes";
                filterLastSeen?: unknown;
                filterQuery?: string;
                filterRoles?: string;
                filterTeamKey?: string;
                ignoredMemberIDs?: string[];
                memberIDs?: string[];
                /** @description A base role, or role attributes */
                value?: unknown;
                values?: string[];
            }[];
        };
        BulkEditMembers: {
            /** @description The ids of those who are as asked for */
            members: string[];
            /** @description The ids of the others, each with the reason */
            errors: {
                [key: string]: string;
            }[];
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        /** @description JSON Patch (RFC 6902) as a list or in `patch`, or JSON Merge Patch (RFC 7396) in `merge` */
        Patch: {
            /** @enum {string} */
            op: "add" | "replace" | "test" | "remove" | "move" | "copy";
            path: string;
            from?: string;
            value?: unknown;
        }[] | {
            patch?: {
                /** @enum {string} */
                op: "add" | "replace" | "test" | "remove" | "move" | "copy";
                path: string;
                from?: string;
                value?: unknown;
            }[];
            merge?: {
                [key: string]: unknown;
            };
            comment?: string;
        };
        AccountSettings: {
            /** @description The longest life that a token may be given; null: any */
            maximumTokenLifetimeDays: number | null;
            /** @description The life of a token that is created without `expiry`; null: without end */
            defaultTokenLifetimeDays: number | null;
            /** @description Whether a token may be without an end */
            neverExpiringTokens: boolean;
            /** @description A token that was neither used nor changed for so long is disabled, and can be enabled again; null: never */
            disableIdleTokensAfterDays: number | null;
            /** @description The longest time for which a reset may keep an old secret alive */
            maximumOverlapHours: number;
            /** @description How many live service tokens there may be */
            serviceTokenLimit: number;
            /** @description Whether every signed-in member may make and manage personal tokens of their own, whatever the role */
            selfServiceTokens: boolean;
            /** @description Whether tokens may call the management API */
            restApi: boolean;
            /** @description Whether service tokens may be made and used */
            serviceTokens: boolean;
            /** @description Whether custom roles may be made and given */
            customRoles: boolean;
        };
        UpdatedAccountSettings: {
            settings: components["schemas"]["AccountSettings"];
            effects: {
                setting: string;
                /** @description How many tokens it touches */
                tokens: number;
                description: string;
            }[];
            /** @description Whether nothing was stored */
            dryRun: boolean;
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        /** @description A secret that was replaced and still works until `expiry` */
        PreviousSecret: {
            /** @example 61095542756dba551110ae21 */
            _id: string;
            /** @description Its last four characters */
            ending: string;
            /**
             * Format: int64
             * @example 1628001602644
             */
            supersededAt: number;
            /**
             * Format: int64
             * @example 1628001602644
             */
            expiry: number;
            /**
             * Format: int64
             * @example 1628001602644
             */
            lastUsed: number;
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        /** @description A browser in which a member is signed in */
        Session: {
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            /** @example 61095542756dba551110ae21 */
            _id: string;
            /** @description Where the member signed in from */
            address: string;
            /** @description What the browser calls itself */
            agent: string;
            /**
             * Format: int64
             * @example 1628001602644
             */
            creationDate: number;
            /**
             * Format: int64
             * @example 1628001602644
             */
            lastSeen: number;
            /**
             * Format: int64
             * @example 1628001602644
             */
            expiry: number;
            /** @description Whether it is the session of this call */
            current: boolean;
        };
        Sessions: {
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            items: components["schemas"]["Session"][];
        };
        DeviceRequestPost: {
            /** @description What the program calls the machine that it runs on */
            deviceName: string;
            /**
             * @description The base role that the token is to have
             * @enum {string}
             */
            role?: "reader" | "writer" | "admin" | "owner";
            /** @description For how long the token is to live from when it is made */
            lifeSeconds?: number;
        };
        /** @description What a program holds while it waits to be let in */
        DeviceCodes: {
            /** @description The secret with which the program asks for its token */
            deviceCode: string;
            /**
             * @description What the person compares or types
             * @example WDJB-MJHT
             */
            userCode: string;
            /** @description Where the person types the code */
            verificationUri: string;
            /** @description The same, with the code filled in */
            verificationUriComplete: string;
            /** @description Seconds until both codes end */
            expiresIn: number;
            /** @description Seconds to wait between two questions, at least */
            interval: number;
        };
        DeviceCode: {
            deviceCode: string;
        };
        /** @description A program that waits to be let in */
        DeviceRequest: {
            /**
             * @description The program by its protocol; nobody has checked it
             * @enum {string}
             */
            program: "keyward" | "ldcli";
            /** @description What the program says; nobody has checked it */
            deviceName: string;
            /** @description Where the program asked from */
            address: string;
            /** @description Whether that is where this call comes from too */
            sameAddress: boolean;
            /**
             * @description The base role that the token is to have
             * @enum {string}
             */
            role: "reader" | "writer" | "admin" | "owner";
            /** @description For how long the token is to live from when it is made */
            lifeSeconds: number;
            /**
             * Format: int64
             * @example 1628001602644
             */
            creationDate: number;
            /**
             * Format: int64
             * @example 1628001602644
             */
            expiry: number;
        };
        /** @description Nobody has decided yet */
        DevicePending: {
            /** @enum {string} */
            status: "pending";
            /** @description Seconds to wait before the next */
            interval: number;
        };
        UserCode: {
            /** @description As the program shows it, with or without its dash and in any case */
            userCode: string;
        };
        /** @description Without `role`: the one that was asked for */
        DeviceApproval: {
            /** @description As the program shows it, with or without its dash and in any case */
            userCode: string;
            /**
             * @description The base role that the token is to have
             * @enum {string}
             */
            role?: "reader" | "writer" | "admin" | "owner";
        };
        DeviceAuthorizationPost: {
            /** @description Names `ldcli`; it grants nothing */
            clientId?: string;
            /** @description The name of the host that it runs on */
            deviceName: string;
        };
        DeviceAuthorizationCodes: {
            /** @description The secret with which the program asks for its token */
            deviceCode: string;
            /**
             * @description What the person types
             * @example WDJB-MJHT
             */
            userCode: string;
            /** @description The path of the page on which the person types it */
            verificationUri: string;
            /** @description Seconds until both codes end */
            expiresIn: number;
        };
        DeviceAccessToken: {
            /** @description The secret of a new personal token */
            accessToken: string;
        };
        DeviceAuthorizationState: {
            /**
             * @description As in RFC 8628 section 3.5
             * @enum {string}
             */
            code: "authorization_pending" | "access_denied" | "expired_token";
            message: string;
        };
        CustomRole: {
            /** @example 61095542756dba551110ae21 */
            _id: string;
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            /** @description What the caller may do to this role */
            _access: {
                allowed: {
                    action: string;
                    resource: string;
                    reason: {
                        effect: string;
                    };
                }[];
                denied: {
                    action: string;
                    resource: string;
                    reason: {
                        effect: string;
                    };
                }[];
            };
            key: string;
            name: string;
            description: string;
            policy: components["schemas"]["Statement"][];
            /** @description The base role that the policy starts from */
            basePermissions: string;
            resourceCategory?: string;
            assignedTo: {
                membersCount: number;
                teamsCount: number;
                tokensCount: number;
            };
            /** @description Whether every account has it; then it is not edited */
            preset: boolean;
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        CustomRoles: {
            items: components["schemas"]["CustomRole"][];
            totalCount: number;
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        CustomRolePost: {
            /** @description Never changes */
            key: string;
            name: string;
            description?: string;
            /** @description A list of statements */
            policy: unknown[] | null;
            /**
             * @description The base role that the policy starts from. Default `no_access`
             * @enum {string}
             */
            basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
            /**
             * @description What the role is about; decides nothing
             * @enum {string}
             */
            resourceCategory?: "project" | "organization" | "any";
        };
        TeamCustomRoles: {
            totalCount: number;
            items: {
                key: string;
                name: string;
                projects: {
                    totalCount: number;
                    items: unknown[];
                };
                /**
                 * Format: int64
                 * @example 1628001602644
                 */
                appliedOn: number;
            }[];
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        TeamMaintainers: {
            totalCount: number;
            items: components["schemas"]["MemberSummary"][];
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        TeamPermissionGrants: {
            totalCount: number;
            items: {
                member: components["schemas"]["MemberSummary"];
                /** @description What the member may do to this team */
                actions: string[];
            }[];
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        /** @description What is not named by `expand` is left out */
        Team: {
            key: string;
            name: string;
            description: string;
            /** @description What the caller may do to this team */
            _access: {
                allowed: {
                    action: string;
                    resource: string;
                    reason: {
                        effect: string;
                    };
                }[];
                denied: {
                    action: string;
                    resource: string;
                    reason: {
                        effect: string;
                    };
                }[];
            };
            /**
             * Format: int64
             * @example 1628001602644
             */
            _creationDate: number;
            /**
             * Format: int64
             * @example 1628001602644
             */
            _lastModified: number;
            _version: number;
            _idpSynced: boolean;
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            members?: {
                totalCount: number;
            };
            roles?: components["schemas"]["TeamCustomRoles"];
            maintainers?: components["schemas"]["TeamMaintainers"];
            /** @description What the placeholders of the roles stand for */
            roleAttributes?: {
                [key: string]: string[];
            };
            projects?: {
                totalCount: number;
                items: unknown[];
            };
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        Teams: {
            items: components["schemas"]["Team"][];
            totalCount: number;
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        TeamImportsRep: {
            items: {
                /** @enum {string} */
                status: "success" | "error";
                /** @description The address, or `invalid email format` */
                value: string;
                /** @description What is wrong, with the line of the file */
                message?: string;
            }[];
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        BulkEditTeamsRep: {
            /** @description Who belongs to these teams now */
            memberIDs: string[];
            teamKeys: string[];
            /** @description What is wrong with the teams that were left out, each by its key */
            errors: {
                [key: string]: string;
            }[];
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        TeamPost: {
            /** @description Never changes */
            key: string;
            name: string;
            description?: string;
            customRoleKeys?: string[];
            memberIDs?: string[];
            permissionGrants?: {
                /**
                 * @description A named set of actions
                 * @enum {string}
                 */
                actionSet?: "maintainTeam";
                /** @description Actions on teams. Exactly one of `actionSet` and `actions` is given */
                actions?: string[];
                memberIDs: string[];
            }[];
            roleAttributes?: {
                [key: string]: string[];
            };
        };
        TeamPatch: {
            comment?: string;
            /** @description Done in their order, all or none */
            instructions: ({
                /** @enum {string} */
                kind: "addCustomRoles" | "removeCustomRoles" | "addMembers" | "removeMembers" | "replaceMembers" | "addPermissionGrants" | "removePermissionGrants" | "addRoleAttribute" | "updateRoleAttribute" | "removeRoleAttribute" | "replaceRoleAttributes" | "updateName" | "updateDescription";
            } & {
                [key: string]: unknown;
            })[];
        };
        TeamsPatch: {
            comment?: string;
            /** @description Done in their order, all or none */
            instructions: ({
                /** @enum {string} */
                kind: "addMembersToTeams" | "addAllMembersToTeams";
            } & {
                [key: string]: unknown;
            })[];
        };
        MemberTeamsPost: {
            teamKeys: string[];
        };
        TeamMembersFile: {
            /**
             * Format: binary
             * @description A CSV file with e-mail addresses in its first column
             */
            file: string;
        };
        /** @description What the caller may do here, and what not */
        Accesses: {
            allowed: {
                action: string;
                resource: string;
                reason: {
                    effect: string;
                };
            }[];
            denied: {
                action: string;
                resource: string;
                reason: {
                    effect: string;
                };
            }[];
        };
        /** @description Calls on each of the last 30 days (UTC), the oldest first, today last. Written every 30 seconds */
        TokenUsage: {
            /**
             * Format: int64
             * @description When the first of the days begins
             * @example 1628001602644
             */
            since: number;
            /** @description Calls that were let through */
            allowed: number[];
            /** @description Calls that were refused by policy or address: 403 */
            denied: number[];
            /** @description Calls with a secret that did not work: expired, disabled, replaced or its holder gone: 401 */
            refused: number[];
        };
        Token: {
            /** @example 61095542756dba551110ae21 */
            _id: string;
            /** @description The oldest member with the role `owner` */
            ownerId: string;
            /** @description The holder of a personal token; of a service token, its creator */
            memberId: string;
            _member: components["schemas"]["MemberSummary"];
            name: string;
            description?: string;
            /**
             * Format: int64
             * @example 1628001602644
             */
            creationDate: number;
            /**
             * Format: int64
             * @example 1628001602644
             */
            lastModified: number;
            customRoleIds: string[];
            inlineRole: components["schemas"]["Statement"][];
            /** @description The base role; absent when the scope is another */
            role?: string;
            /** @description The whole secret when it was just made, else its last four characters */
            token: string;
            serviceToken: boolean;
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            defaultApiVersion: number;
            /**
             * Format: int64
             * @description Milliseconds since 1970; 0: never
             */
            lastUsed: number;
            /** @description From where; absent: never used */
            lastUsedAddress?: string;
            /** @description By which program, as it named itself */
            lastUsedAgent?: string;
            /**
             * @description Whether it works now
             * @enum {string}
             */
            status: "active" | "expired" | "disabled" | "holder_gone";
            disabled: boolean;
            allowedIps: string[];
            tags: string[];
            previousSecrets: components["schemas"]["PreviousSecret"][];
            /**
             * Format: int64
             * @description When the token ends; absent: never
             */
            expiry?: number;
            usage?: components["schemas"]["TokenUsage"];
            /** @description What could not be proved, or was not as asked for */
            warnings?: {
                code: string;
                message: string;
            }[];
            _access?: components["schemas"]["Accesses"];
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        Tokens: {
            items: components["schemas"]["Token"][];
            totalCount: number;
            /** @description There are more than `totalCount`: a text that very many tokens have is not counted to the end */
            totalCountCapped?: boolean;
            /** @description With `sort=attention`: how many of the items, the first ones, ended and are called or end soon */
            attentionCount?: number;
            _access?: components["schemas"]["Accesses"];
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        AccessTokenPost: {
            name?: string;
            description?: string;
            /**
             * @description A base role. Exactly one of `role`, `customRoleIds` and `inlineRole` gives the scope
             * @enum {string|null}
             */
            role?: "reader" | "writer" | "admin" | "owner" | "" | null;
            customRoleIds?: string[] | null;
            /** @description A policy of the token's own: a list of statements */
            inlineRole?: unknown[] | null;
            /** @description Addresses and CIDR ranges from which the token works; empty: from everywhere */
            allowedIps?: string[];
            /** @description Policies may select tokens by them */
            tags?: string[];
            expiry?: number | null;
            serviceToken?: boolean;
            /**
             * @description Default: the latest
             * @enum {integer}
             */
            defaultApiVersion?: 20160426 | 20191212 | 20210729 | 20220603 | 20240415;
        };
        /** @description What is to be another than in the token that is cloned */
        AccessTokenClonePost: {
            name?: string;
            description?: string;
            /**
             * @description A base role. Exactly one of `role`, `customRoleIds` and `inlineRole` gives the scope
             * @enum {string|null}
             */
            role?: "reader" | "writer" | "admin" | "owner" | "" | null;
            customRoleIds?: string[] | null;
            /** @description A policy of the token's own: a list of statements */
            inlineRole?: unknown[] | null;
            /** @description Addresses and CIDR ranges from which the token works; empty: from everywhere */
            allowedIps?: string[];
            /** @description Policies may select tokens by them */
            tags?: string[];
            expiry?: number | null;
            serviceToken?: boolean;
            /**
             * @description Default: the latest
             * @enum {integer}
             */
            defaultApiVersion?: 20160426 | 20191212 | 20210729 | 20220603 | 20240415;
        };
        /** @description At most 10 seconds old */
        TokenHealth: {
            /** @description Work now */
            active: number;
            /** @description Of these, end within 7 days */
            expiring: number;
            /** @description Of the active, not used for 90 days */
            unused: number;
            /** @description Of the active, older than 180 days */
            old: number;
            /** @description A secret of theirs was used within 7 days although it had ended */
            calledAfterEnd: number;
            /**
             * Format: int64
             * @example 1628001602644
             */
            countedAt: number;
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        TokenLookUpPost: {
            /** @description The whole secret that was found */
            token: string;
        };
        /** @description Which token a secret belongs to; nothing of the secret is in it */
        TokenLookUp: {
            /** @example 61095542756dba551110ae21 */
            _id: string;
            name: string;
            serviceToken: boolean;
            /** @description The holder of a personal token; of a service token, its creator */
            memberId: string;
            _member: components["schemas"]["MemberSummary"];
            /**
             * @description What a call with this secret would meet now; `superseded`: a reset replaced it and its time is over
             * @enum {string}
             */
            status: "active" | "disabled" | "expired" | "superseded" | "holder_gone" | "deleted";
            /** @description Whether it is the newest secret of the token */
            current: boolean;
            /**
             * Format: int64
             * @description Of a secret that was replaced: its end; 0: ended at once
             */
            secretExpiry?: number;
            /**
             * Format: int64
             * @description When the token ends
             */
            expiry?: number;
            /**
             * Format: int64
             * @example 1628001602644
             */
            creationDate: number;
            /**
             * Format: int64
             * @description Milliseconds since 1970; 0: never
             */
            lastUsed: number;
            deleted?: {
                /**
                 * Format: int64
                 * @example 1628001602644
                 */
                date: number;
                member?: {
                    /** @example 61095542756dba551110ae21 */
                    _id: string;
                    email: string;
                    firstName: string;
                    lastName: string;
                };
                token?: {
                    /** @example 61095542756dba551110ae21 */
                    _id: string;
                    name: string;
                    ending: string;
                };
            };
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        /** @description Exactly one of `patch` and `merge`, as for one token; done to each */
        AccessTokensPatch: {
            /** @description At most 100, none twice */
            tokenIds: string[];
            patch?: {
                /** @enum {string} */
                op: "add" | "replace" | "test" | "remove" | "move" | "copy";
                path: string;
                from?: string;
                value?: unknown;
            }[];
            merge?: {
                [key: string]: unknown;
            };
            comment?: string;
        };
        AccessTokensDelete: {
            /** @description At most 100, none twice */
            tokenIds: string[];
            /** @description How many they are, typed once more */
            confirmCount?: number;
        };
        BulkEditTokensRep: {
            /** @description The tokens to which it was done */
            tokens: string[];
            /** @description The others, each with why not, as an error of the single call says it */
            errors: {
                [key: string]: {
                    code: string;
                    message: string;
                    hint?: string;
                    access?: {
                        action: string;
                        resource: string;
                    };
                    reason?: {
                        [key: string]: unknown;
                    };
                };
            }[];
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        ResourceType: {
            name: string;
            /**
             * @description Who declared it
             * @enum {string}
             */
            origin: "keyward" | "launchdarkly" | "account";
            /** @description Where it stands, as specifiers */
            chains: string[];
            parents: string[];
            nameless: boolean;
            tags: boolean;
            flags: string[];
            views: boolean;
            viewAction?: string;
            actions: {
                [key: string]: "read" | "write" | "admin" | "owner";
            };
            /** @enum {string} */
            otherActions: "read" | "write" | "admin" | "owner";
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        ResourceTypes: {
            items: components["schemas"]["ResourceType"][];
            totalCount: number;
        };
        ResourceTypePut: {
            /** @description Types it can stand under */
            parents?: string[];
            /** @description Whether there is only one of it */
            nameless?: boolean;
            /** @description Whether its resources carry tags */
            tags?: boolean;
            /** @description Flags such as `critical` */
            flags?: string[];
            /** @description Whether its resources belong to views */
            views?: boolean;
            /** @description Without this action nothing below can be done */
            viewAction?: string;
            /** @description Each action with its level: who has the base role of that level may do it */
            actions: {
                [key: string]: "read" | "write" | "admin" | "owner";
            };
            /**
             * @description The level of actions that are not listed; default `write`
             * @enum {string}
             */
            otherActions?: "read" | "write" | "admin" | "owner";
        };
        GatewayRoute: {
            key: string;
            /** @description Such as `GET`, which stands for `HEAD` too; `*` for every method */
            method: string;
            /** @description A pattern such as `/orders/{order}/items/**` */
            path: string;
            /** @description What is acted upon, such as `order/{order}`, with names that stand in the path */
            resource: string;
            /** @description What is done to it */
            action: string;
            /**
             * @description Whether the API keeps it, or the file of the server
             * @enum {string}
             */
            origin: "api" | "file";
            /**
             * Format: int64
             * @description Only in the answer to a change: from then on it holds on every node
             * @example 1628001602644
             */
            effectiveEverywhereBy?: number;
        };
        GatewayRoutes: {
            items: components["schemas"]["GatewayRoute"][];
            totalCount: number;
        };
        GatewayRoutePut: {
            /** @description Such as `GET`, which stands for `HEAD` too; `*` for every method */
            method: string;
            /** @description A pattern such as `/orders/{order}/items/**` */
            path: string;
            /** @description What is acted upon, such as `order/{order}`, with names that stand in the path */
            resource: string;
            /** @description What is done to it */
            action: string;
        };
        PrincipalPost: {
            /** @description The whole secret that was presented */
            token: string;
            /** @description Of the resource types that the caller knows already */
            typesVersion?: string;
        };
        /** @description What a secret leads to, with all that a decision needs */
        PortablePrincipal: {
            /** @description null: the secret does not work here, for whatever reason */
            principal: {
                /** @example 61095542756dba551110ae21 */
                tokenId: string;
                /** @description Which secret of the token it is, for reports of its use */
                secretId: string;
                name: string;
                /**
                 * @description Whether it belongs to a member or to the account
                 * @enum {string}
                 */
                kind: "personal" | "service";
                accountId: string;
                /** @description The holder of a personal token */
                memberId?: string;
                tags: string[];
                allowedIps: string[];
                /** @description From then on the secret does not work; null: it has no end */
                worksUntil: number | null;
                /** @description The `scope` of the token and for a personal one its `holder`: what both allow is allowed */
                rights: {
                    [key: string]: unknown;
                };
                /** @description Whatever of this changes makes the answer wrong: the stream names it */
                dependsOn: string[];
            } | null;
            /** @description The account's own resource types; left out when `typesVersion` is theirs */
            types: {
                version: string;
                declarations?: {
                    [key: string]: unknown;
                }[];
            };
            /**
             * Format: int64
             * @description No change before this time is missing in it
             */
            asOf: number;
            /** @description How long ago that was, on a clock that nobody sets */
            ageMs: number;
            /** @description Which numbering `number` belongs to */
            history: string;
            /** @description Every change up to this number of the stream is in it */
            number: number;
            /** @description For so long after `asOf` it may be believed at most */
            maxStalenessMs: number;
        };
        UseReport: {
            /** @description Names the program that reports, new with each of its starts */
            reporter: string;
            /** @description Greater than that of each report before; one that is sent again counts once */
            number: number;
            uses: {
                /** @example 61095542756dba551110ae21 */
                tokenId: string;
                /** @example 61095542756dba551110ae21 */
                secretId: string;
                /**
                 * Format: int64
                 * @example 1628001602644
                 */
                at: number;
                address?: string;
                agent?: string;
                allowed: number;
                denied: number;
            }[];
        };
        AuditLogEntryListing: {
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            /** @example 61095542756dba551110ae21 */
            _id: string;
            /** @example 61095542756dba551110ae21 */
            _accountId: string;
            /**
             * Format: int64
             * @example 1628001602644
             */
            date: number;
            accesses: {
                action: string;
                resource: string;
            }[];
            /**
             * @description Whether it was done
             * @enum {string}
             */
            result: "allowed" | "denied" | "failed";
            /** @description The request, as in `X-Request-Id` */
            requestId?: string;
            /** @description The address of the client */
            address?: string;
            /** @description How many refused calls this entry stands for */
            count?: number;
            /** @description The latest of the refused calls, the newest last */
            refusals?: {
                requestId: string;
                /**
                 * Format: int64
                 * @example 1628001602644
                 */
                date: number;
                address: string;
                action: string;
                /** @description A resource specifier; the path where the refusal named none */
                resource: string;
            }[];
            /** @description The type of the resource; `operation` for refused calls */
            kind: string;
            /** @description The name of the resource, or the operation that was refused */
            name: string;
            description: string;
            shortDescription: string;
            comment?: string;
            subject?: {
                _links: {
                    [key: string]: components["schemas"]["Link"];
                };
                name: string;
            };
            member?: {
                _links: {
                    [key: string]: components["schemas"]["Link"];
                };
                /** @example 61095542756dba551110ae21 */
                _id: string;
                email: string;
                firstName: string;
                lastName: string;
            };
            token?: {
                _links: {
                    [key: string]: components["schemas"]["Link"];
                };
                /** @example 61095542756dba551110ae21 */
                _id: string;
                name: string;
                /** @description The last four characters of its secret */
                ending: string;
                serviceToken: boolean;
            };
            titleVerb: string;
            /** @description Who did what to which resource, in Markdown */
            title: string;
            target: {
                _links: {
                    [key: string]: components["schemas"]["Link"];
                };
                name: string;
                resources: string[];
            };
        };
        AuditLogEntry: {
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            /** @example 61095542756dba551110ae21 */
            _id: string;
            /** @example 61095542756dba551110ae21 */
            _accountId: string;
            /**
             * Format: int64
             * @example 1628001602644
             */
            date: number;
            accesses: {
                action: string;
                resource: string;
            }[];
            /**
             * @description Whether it was done
             * @enum {string}
             */
            result: "allowed" | "denied" | "failed";
            /** @description The request, as in `X-Request-Id` */
            requestId?: string;
            /** @description The address of the client */
            address?: string;
            /** @description How many refused calls this entry stands for */
            count?: number;
            /** @description The latest of the refused calls, the newest last */
            refusals?: {
                requestId: string;
                /**
                 * Format: int64
                 * @example 1628001602644
                 */
                date: number;
                address: string;
                action: string;
                /** @description A resource specifier; the path where the refusal named none */
                resource: string;
            }[];
            /** @description The type of the resource; `operation` for refused calls */
            kind: string;
            /** @description The name of the resource, or the operation that was refused */
            name: string;
            description: string;
            shortDescription: string;
            comment?: string;
            subject?: {
                _links: {
                    [key: string]: components["schemas"]["Link"];
                };
                name: string;
            };
            member?: {
                _links: {
                    [key: string]: components["schemas"]["Link"];
                };
                /** @example 61095542756dba551110ae21 */
                _id: string;
                email: string;
                firstName: string;
                lastName: string;
            };
            token?: {
                _links: {
                    [key: string]: components["schemas"]["Link"];
                };
                /** @example 61095542756dba551110ae21 */
                _id: string;
                name: string;
                /** @description The last four characters of its secret */
                ending: string;
                serviceToken: boolean;
            };
            titleVerb: string;
            /** @description Who did what to which resource, in Markdown */
            title: string;
            target: {
                _links: {
                    [key: string]: components["schemas"]["Link"];
                };
                name: string;
                resources: string[];
            };
            /** @description The JSON Patch that was asked for; null when it was none */
            delta: unknown[] | null;
            /** @description The JSON Merge Patch that was asked for */
            merge?: {
                [key: string]: unknown;
            };
            /** @description The resource before; absent for a new one */
            previousVersion?: {
                [key: string]: unknown;
            };
            /** @description The resource after; absent when it is gone */
            currentVersion?: {
                [key: string]: unknown;
            };
            /** @description Which of these were too long to be kept */
            omitted?: string[];
            subentries: components["schemas"]["AuditLogEntryListing"][];
        };
        AuditLogEntries: {
            items: components["schemas"]["AuditLogEntryListing"][];
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        AuditLogChain: {
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            /**
             * @description Whether the log goes on from its last checkpoint: nothing is signed here; not signed yet; it does; it does not, or checkpoints are gone; the checkpoints or the key cannot be read
             * @enum {string}
             */
            status: "unsigned" | "waiting" | "continued" | "broken" | "unreadable";
            /** @description How many entries the log has */
            entries: number;
            /** @description The newest entry */
            head?: {
                number: number;
                /** @description SHA-256, hexadecimal */
                hash: string;
            };
            /** @description The newest one of this account */
            checkpoint?: {
                /** @description How many entries there were */
                entries: number;
                /** @description Of the newest entry then */
                number: number;
                /**
                 * Format: int64
                 * @example 1628001602644
                 */
                date: number;
                /** @description The name of the public key: a part of its SHA-256 */
                key: string;
            };
        };
        AuditLogEntryCounts: {
            buckets: {
                /**
                 * Format: int64
                 * @description When the bucket begins
                 */
                timestamp: number;
                count: number;
            }[];
            totalCount: number;
            bucketIntervalMs: number;
        };
        /** @description Statements: entries are found whose action and resource they allow; an empty list leaves none out */
        StatementPosts: unknown[];
        IntrospectionPost: {
            /** @description The whole secret that a client presented */
            token: string;
            /** @description Ignored: the form of a secret says what it is */
            token_type_hint?: string;
            /** @description The address of that client. Without it a token that works from some addresses only is not active */
            client_ip?: string;
        };
        RevocationPost: {
            /** @description The whole secret that shall end */
            token: string;
            /** @description Ignored: the form of a secret says what it is */
            token_type_hint?: string;
        };
        /** @description Of a token that does not work only `active` */
        Introspection: {
            active: boolean;
            /** @description The id of the member, or `service-token/` and the id of the token */
            sub?: string;
            /** @description The id of the token */
            jti?: string;
            /** @description The id of the token too */
            client_id?: string;
            /** @description Labels with spaces between: names, and no rights */
            scope?: string;
            /** @enum {string} */
            token_type?: "Bearer";
            /**
             * Format: int64
             * @description Seconds since 1970
             */
            iat?: number;
            /**
             * Format: int64
             * @description Seconds since 1970
             */
            exp?: number;
            /** @description The address of the service, when it is set */
            iss?: string;
            keyward?: {
                /** @enum {string} */
                token_kind: "personal" | "service";
                /** @example 61095542756dba551110ae21 */
                account: string;
            };
        };
        /** @description May the subject do the action to the resource? */
        EvaluationPost: {
            subject: {
                /** @description `token`, `member` or `team` */
                type: string;
                /** @description The id of the token or member, or the key of the team */
                id: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            action: {
                /** @description The action, as policies name it */
                name: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            resource: {
                /** @description The type of the resource, as policies name it */
                type: string;
                /** @description Its whole name, such as `customer/c1:invoice/i7`; of a type at the top the key is enough */
                id: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            /** @description Policies do not read it */
            context?: {
                [key: string]: unknown;
            };
        };
        /** @description Several questions, with what they have in common */
        EvaluationsPost: {
            subject?: {
                /** @description `token`, `member` or `team` */
                type?: string;
                /** @description The id of the token or member, or the key of the team */
                id?: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            action?: {
                /** @description The action, as policies name it */
                name?: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            resource?: {
                /** @description The type of the resource, as policies name it */
                type?: string;
                /** @description Its whole name, such as `customer/c1:invoice/i7`; of a type at the top the key is enough */
                id?: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            /** @description Policies do not read it */
            context?: {
                [key: string]: unknown;
            };
            /** @description Each with what differs from the fields beside it */
            evaluations?: {
                [key: string]: unknown;
            }[];
            options?: {
                /**
                 * @description Whether the first denial or permission ends it; default `execute_all`
                 * @enum {string}
                 */
                evaluations_semantic?: "execute_all" | "deny_on_first_deny" | "permit_on_first_permit";
            };
        };
        Evaluation: {
            decision: boolean;
            context?: {
                /** @enum {string} */
                reason?: "allow" | "explicit_deny" | "implicit_deny" | "exceeds_member" | "token_inactive" | "unknown_subject" | "unknown_resource";
                /** @description What decided, for whoever may view the role */
                statement?: {
                    role: string;
                    index: number;
                };
                /** @description What is wrong with the question */
                error?: {
                    status: number;
                    message: string;
                };
            };
        };
        /** @description One answer, or those to `evaluations` in their order */
        Evaluations: {
            decision?: boolean;
            context?: {
                /** @enum {string} */
                reason?: "allow" | "explicit_deny" | "implicit_deny" | "exceeds_member" | "token_inactive" | "unknown_subject" | "unknown_resource";
                /** @description What decided, for whoever may view the role */
                statement?: {
                    role: string;
                    index: number;
                };
                /** @description What is wrong with the question */
                error?: {
                    status: number;
                    message: string;
                };
            };
            evaluations?: {
                decision: boolean;
                context?: {
                    /** @enum {string} */
                    reason?: "allow" | "explicit_deny" | "implicit_deny" | "exceeds_member" | "token_inactive" | "unknown_subject" | "unknown_resource";
                    /** @description What decided, for whoever may view the role */
                    statement?: {
                        role: string;
                        index: number;
                    };
                    /** @description What is wrong with the question */
                    error?: {
                        status: number;
                        message: string;
                    };
                };
            }[];
        };
        /** @description Which subjects of the type may do the action to the resource? */
        SubjectSearchPost: {
            subject: {
                /** @description `token`, `member` or `team` */
                type: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            action: {
                /** @description The action, as policies name it */
                name: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            resource: {
                /** @description The type of the resource, as policies name it */
                type: string;
                /** @description Its whole name, such as `customer/c1:invoice/i7`; of a type at the top the key is enough */
                id: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            /** @description Policies do not read it */
            context?: {
                [key: string]: unknown;
            };
            /** @description Which part of the results */
            page?: {
                /** @description `page.next_token` of the answer before */
                token?: string;
                /** @description The most results of one answer: at most and by default 1000 */
                limit?: number;
            };
        };
        /** @description To which resources of the type may the subject do the action? */
        ResourceSearchPost: {
            subject: {
                /** @description `token`, `member` or `team` */
                type: string;
                /** @description The id of the token or member, or the key of the team */
                id: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            action: {
                /** @description The action, as policies name it */
                name: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            resource: {
                /** @description The type of the resource, as policies name it */
                type: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            /** @description Policies do not read it */
            context?: {
                [key: string]: unknown;
            };
            /** @description Which part of the results */
            page?: {
                /** @description `page.next_token` of the answer before */
                token?: string;
                /** @description The most results of one answer: at most and by default 1000 */
                limit?: number;
            };
        };
        /** @description Which actions may the subject do to the resource? */
        ActionSearchPost: {
            subject: {
                /** @description `token`, `member` or `team` */
                type: string;
                /** @description The id of the token or member, or the key of the team */
                id: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            resource: {
                /** @description The type of the resource, as policies name it */
                type: string;
                /** @description Its whole name, such as `customer/c1:invoice/i7`; of a type at the top the key is enough */
                id: string;
                properties?: {
                    [key: string]: unknown;
                };
            };
            /** @description Policies do not read it */
            context?: {
                [key: string]: unknown;
            };
            /** @description Which part of the results */
            page?: {
                /** @description `page.next_token` of the answer before */
                token?: string;
                /** @description The most results of one answer: at most and by default 1000 */
                limit?: number;
            };
        };
        FoundEntities: {
            results: {
                type: string;
                id: string;
            }[];
            page: {
                /** @description Brings the next page; empty on the last one */
                next_token: string;
                /** @description How many results this answer has */
                count: number;
            };
        };
        FoundActions: {
            results: {
                name: string;
            }[];
            page: {
                /** @description Brings the next page; empty on the last one */
                next_token: string;
                /** @description How many results this answer has */
                count: number;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getRoot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The categories */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        links: {
                            [key: string]: components["schemas"]["Link"];
                        };
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getIps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The addresses */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Addresses that the service is reached under */
                        addresses: string[];
                        /** @description Addresses that the service calls from */
                        outboundAddresses: string[];
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getOpenapiSpec: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An OpenAPI 3.1 document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postSetup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The set-up code that the server printed */
                    code: string;
                    /** @description An e-mail address */
                    email: string;
                    firstName?: string;
                    lastName?: string;
                    organization?: string;
                    password?: string;
                };
            };
        };
        responses: {
            /** @description The token with its secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in, and when the session ends should it not be used before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member: components["schemas"]["MemberSummary"];
                        /**
                         * Format: int64
                         * @example 1628001602644
                         */
                        expiry: number;
                        /**
                         * Format: int64
                         * @description Only in the answer to a change: from then on it holds on every node
                         * @example 1628001602644
                         */
                        effectiveEverywhereBy?: number;
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description An e-mail address */
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Who is signed in, and when the session ends should it not be used before */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member: components["schemas"]["MemberSummary"];
                        /**
                         * Format: int64
                         * @example 1628001602644
                         */
                        expiry: number;
                        /**
                         * Format: int64
                         * @description Only in the answer to a change: from then on it holds on every node
                         * @example 1628001602644
                         */
                        effectiveEverywhereBy?: number;
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteOneSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What stands behind `#` in the link */
                    code: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postDeviceRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceRequestPost"];
            };
        };
        responses: {
            /** @description The codes */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceCodes"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    redeemDeviceRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceCode"];
            };
        };
        responses: {
            /** @description The token with its secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description Nobody has decided yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DevicePending"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    lookUpDeviceRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserCode"];
            };
        };
        responses: {
            /** @description The program */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceRequest"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    approveDeviceRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceApproval"];
            };
        };
        responses: {
            /** @description Decided */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    denyDeviceRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserCode"];
            };
        };
        responses: {
            /** @description Decided */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postDeviceAuthorization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceAuthorizationPost"];
            };
        };
        responses: {
            /** @description The codes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAuthorizationCodes"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    fetchDeviceAuthorizationToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceCode"];
            };
        };
        responses: {
            /** @description The secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAccessToken"];
                };
            };
            /** @description There is no token, or the request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAuthorizationState"] | components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getCallerIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who calls: whose access token it is, or who is signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 61095542756dba551110ae21 */
                        accountId: string;
                        /** @enum {string} */
                        authKind: "token" | "session";
                        /** @enum {string} */
                        tokenKind?: "personal" | "service";
                        tokenName?: string;
                        /** @example 61095542756dba551110ae21 */
                        tokenId?: string;
                        /** @description Absent for a service token */
                        memberId?: string;
                        serviceToken?: boolean;
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getVersions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions of the API */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        validVersions: number[];
                        latestVersion: number;
                        /** @description The version that this call spoke */
                        currentVersion: number;
                        beta: boolean;
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        _links: {
                            [key: string]: components["schemas"]["Link"];
                        };
                        /** @example 61095542756dba551110ae21 */
                        _id: string;
                        key: string;
                        organization: string;
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getAccountSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountSettings"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    patchAccountSettings: {
        parameters: {
            query?: {
                /** @description Say what the change would mean, and store nothing */
                dryRun?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Patch"];
            };
        };
        responses: {
            /** @description The settings and what changed by them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdatedAccountSettings"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The patch could not be applied */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getMembers: {
        parameters: {
            query?: {
                /** @description Default 20, at most 1000 */
                limit?: string;
                offset?: string;
                /** @description `field:value` between commas; fields: `query`, `role`, `id`, `email` (these three with `|` between values), `team`, `noteam`, `lastSeen`, and up to version 20220603 `accessCheck` */
                filter?: string;
                /** @description `displayName` and `lastSeen`, with `-` the other way round, between commas */
                sort?: string;
                /** @description Names between commas: `customRoles`, `roleAttributes`, `tokens` */
                expand?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of members */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Members"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postMembers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMembers"];
            };
        };
        responses: {
            /** @description The members, in the order of the body */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitedMembers"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    patchMembers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MembersPatch"];
            };
        };
        responses: {
            /** @description Who was changed and who was not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkEditMembers"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getMember: {
        parameters: {
            query?: {
                /** @description Names between commas: `customRoles`, `roleAttributes`, `tokens` */
                expand?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    patchMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Patch"];
            };
        };
        responses: {
            /** @description The member */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The patch could not be applied */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The invitation */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTimeLink"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postPasswordLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The link */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTimeLink"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What stands behind `#` in the link */
                    code: string;
                    password: string;
                    firstName?: string;
                    lastName?: string;
                };
            };
        };
        responses: {
            /** @description The member */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedMember"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postPasswordRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description An e-mail address */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Taken */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getCustomRoles: {
        parameters: {
            query?: {
                /** @description Default 20, at most 1000 */
                limit?: string;
                offset?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of roles */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomRoles"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postCustomRole: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomRolePost"];
            };
        };
        responses: {
            /** @description The role */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomRole"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getCustomRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key or the id */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The role */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomRole"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteCustomRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key or the id */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    patchCustomRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key or the id */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Patch"];
            };
        };
        responses: {
            /** @description The role */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomRole"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The patch could not be applied */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTeams: {
        parameters: {
            query?: {
                /** @description Default 20, at most 100 */
                limit?: string;
                offset?: string;
                /** @description `query:` a part of a name or key, `nomembers:true` or `nomembers:false`, with a comma between */
                filter?: string;
                /** @description A list with commas of `members`, `roles`, `roleAttributes`, `projects`, `maintainers` */
                expand?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of teams */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Teams"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postTeam: {
        parameters: {
            query?: {
                /** @description A list with commas of `members`, `roles`, `roleAttributes`, `projects`, `maintainers` */
                expand?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamPost"];
            };
        };
        responses: {
            /** @description The team */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    patchTeams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamsPatch"];
            };
        };
        responses: {
            /** @description What was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkEditTeamsRep"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTeam: {
        parameters: {
            query?: {
                /** @description A list with commas of `members`, `roles`, `roleAttributes`, `projects`, `maintainers` */
                expand?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The team */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    patchTeam: {
        parameters: {
            query?: {
                /** @description A list with commas of `members`, `roles`, `roleAttributes`, `projects`, `maintainers` */
                expand?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamPatch"];
            };
        };
        responses: {
            /** @description The team */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTeamRoles: {
        parameters: {
            query?: {
                /** @description Default 20, at most 100 */
                limit?: string;
                offset?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of roles */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamCustomRoles"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTeamMaintainers: {
        parameters: {
            query?: {
                /** @description Default 20, at most 100 */
                limit?: string;
                offset?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of members */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamMaintainers"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTeamPermissionGrants: {
        parameters: {
            query?: {
                /** @description Default 20, at most 100 */
                limit?: string;
                offset?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of permission grants */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPermissionGrants"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postMemberTeams: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberTeamsPost"];
            };
        };
        responses: {
            /** @description The member */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTokens: {
        parameters: {
            query?: {
                /** @description Whether to list other members' personal tokens too */
                showAll?: "true" | "false";
                /** @description Default 25, at most 1000 */
                limit?: string;
                offset?: string;
                /** @description Pages that neither skip nor repeat a token while others come and go: empty for the first, then from `_links.next`. Not with `offset` */
                cursor?: string;
                /** @description A text in the name, description, id or last four characters, or in the e-mail or name of the holder; one or two characters are what a name or e-mail begins with */
                q?: string;
                /** @description active, expired, disabled, holder_gone; several with `|` between them */
                status?: string;
                /** @description personal, service; several with `|` between them */
                type?: string;
                /** @description A base role, or the key or id of a custom one; several with `|` between them */
                role?: string;
                /** @description Personal tokens of a member: id, e-mail or `me`. The member may have been removed */
                owner?: string;
                /** @description A tag that the token has; given several times: all of them */
                tag?: string | string[];
                /** @description Not used for so many hours, days or weeks, such as `90d`; one that was never used is older than that */
                unusedFor?: string;
                /** @description The tokens behind one of the counts of `/tokens/health` */
                health?: "active" | "expiring" | "unused" | "old" | "calledAfterEnd";
                /** @description Names between commas. `usage`: what became of the calls with a token on each of the last 30 days; `access`: what the caller may do, in `_access` */
                include?: string;
                /** @description Default `-creationDate`. `requests` are those of 30 days. `attention`, not with `q` or `health`: first the tokens behind the count `calledAfterEnd`, whatever their status, then those behind `expiring`, the soonest first, then the others by last use */
                sort?: "name" | "creationDate" | "lastModified" | "lastUsed" | "expiry" | "requests" | "-name" | "-creationDate" | "-lastModified" | "-lastUsed" | "-expiry" | "-requests" | "attention";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of tokens */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessTokenPost"];
            };
        };
        responses: {
            /** @description The token with its secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    patchTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessTokensPatch"];
            };
        };
        responses: {
            /** @description What was done, and what was not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkEditTokensRep"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTokenHealth: {
        parameters: {
            query?: {
                /** @description Whether to list other members' personal tokens too */
                showAll?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenHealth"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTokensUsage: {
        parameters: {
            query?: {
                /** @description Whether to list other members' personal tokens too */
                showAll?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The calls on each day */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenUsage"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    lookUpToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenLookUpPost"];
            };
        };
        responses: {
            /** @description The token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenLookUp"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessTokensDelete"];
            };
        };
        responses: {
            /** @description What was done, and what was not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkEditTokensRep"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    cloneToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessTokenClonePost"];
            };
        };
        responses: {
            /** @description The new token with its secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getToken: {
        parameters: {
            query?: {
                /** @description Names between commas. `usage`: what became of the calls with a token on each of the last 30 days; `access`: what the caller may do, in `_access` */
                include?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token, its secret masked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The name of the token, typed once more; its last four characters when it has none */
                    confirmName?: string;
                };
            };
        };
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    patchToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Patch"];
            };
        };
        responses: {
            /** @description The token, its secret masked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The patch could not be applied */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    resetToken: {
        parameters: {
            query?: {
                /** @description Until when the old secret works, in milliseconds since 1970; absent: it ends at once */
                expiry?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As in the query; 0, negative numbers and times gone by mean: at once */
                    expiry?: number | null;
                    /** @description The name of the token, typed once more; its last four characters when it has none */
                    confirmName?: string;
                };
            };
        };
        responses: {
            /** @description The token with its new secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deletePreviousSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                secretId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    patchPreviousSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                secretId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Patch"];
            };
        };
        responses: {
            /** @description The secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviousSecret"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The patch could not be applied */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTokenEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getAuditLogEntries: {
        parameters: {
            query?: {
                /** @description Entries of this millisecond and earlier */
                before?: string;
                /** @description Entries of this millisecond and later */
                after?: string;
                /** @description Where the page before this one ended; comes from `_links.next` */
                beforeEntry?: string;
                /** @description A text in the name or description of the entry */
                q?: string;
                /** @description The id of the member or token that acted */
                actor?: string;
                /** @description The `X-Request-ID` of a call: its change, or the entry that keeps its refusal */
                requestId?: string;
                /** @description 1 to 20, default 10 */
                limit?: string;
                /** @description A resource specifier, such as `member/*:token/*` */
                spec?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogEntries"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postAuditLogEntries: {
        parameters: {
            query?: {
                /** @description Entries of this millisecond and earlier */
                before?: string;
                /** @description Entries of this millisecond and later */
                after?: string;
                /** @description Where the page before this one ended; comes from `_links.next` */
                beforeEntry?: string;
                /** @description A text in the name or description of the entry */
                q?: string;
                /** @description The id of the member or token that acted */
                actor?: string;
                /** @description The `X-Request-ID` of a call: its change, or the entry that keeps its refusal */
                requestId?: string;
                /** @description 1 to 20, default 10 */
                limit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatementPosts"];
            };
        };
        responses: {
            /** @description A page of entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogEntries"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postAuditLogEntryCounts: {
        parameters: {
            query: {
                /** @description Entries of this millisecond and later */
                after: string;
                /** @description Entries of this millisecond and earlier */
                before?: string;
                /** @description Into how many buckets the time is divided: 1 to 500, default 50 */
                buckets?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatementPosts"];
            };
        };
        responses: {
            /** @description The counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogEntryCounts"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getAuditLogChain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogChain"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getAuditLogEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entry */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogEntry"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    explainAccess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Rights written out: a policy, a member, a token, or a token of a member */
                    subject?: {
                        /** @description A policy: a list of statements */
                        policy?: unknown;
                        /**
                         * @description What the policy starts from
                         * @enum {string}
                         */
                        basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                        /** @description Values of placeholders in the policies */
                        roleAttributes?: {
                            [key: string]: string[];
                        };
                        member?: {
                            /** @enum {string} */
                            role: "no_access" | "reader" | "writer" | "admin" | "owner";
                            customRoles?: ({
                                key: string;
                                /** @description A policy: a list of statements */
                                policy: unknown;
                                /**
                                 * @description What the policy starts from
                                 * @enum {string}
                                 */
                                basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                /** @description Values of placeholders in the policies */
                                roleAttributes?: {
                                    [key: string]: string[];
                                };
                            } | string)[];
                            teamRoles?: {
                                key: string;
                                /** @description A policy: a list of statements */
                                policy: unknown;
                                /**
                                 * @description What the policy starts from
                                 * @enum {string}
                                 */
                                basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                /** @description Values of placeholders in the policies */
                                roleAttributes?: {
                                    [key: string]: string[];
                                };
                            }[];
                            /** @description Values of placeholders in the policies */
                            roleAttributes?: {
                                [key: string]: string[];
                            };
                            removed?: boolean;
                        };
                        token?: {
                            /** @enum {string} */
                            role?: "no_access" | "reader" | "writer" | "admin" | "owner";
                            customRoles?: {
                                key: string;
                                /** @description A policy: a list of statements */
                                policy: unknown;
                                /**
                                 * @description What the policy starts from
                                 * @enum {string}
                                 */
                                basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                /** @description Values of placeholders in the policies */
                                roleAttributes?: {
                                    [key: string]: string[];
                                };
                            }[];
                            /** @description A policy: a list of statements */
                            inlineRole?: unknown;
                            serviceToken?: boolean;
                        };
                    };
                    /** @description The rights of a stored token */
                    tokenId?: string;
                    /** @description The rights of a member */
                    memberId?: string;
                    requests: {
                        action: string;
                        /** @description A resource, such as `proj/web:env/production` */
                        resource: string;
                        tags?: {
                            [key: string]: string[];
                        };
                        properties?: {
                            [key: string]: {
                                [key: string]: boolean;
                            };
                        };
                        views?: string[];
                    }[];
                    /**
                     * @description Whether what one cannot view one cannot change; default `effective`
                     * @enum {string}
                     */
                    mode?: "effective" | "raw";
                };
            };
        };
        responses: {
            /** @description Each request decided and explained */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            request: {
                                action: string;
                                /** @description A resource, such as `proj/web:env/production` */
                                resource: string;
                                tags?: {
                                    [key: string]: string[];
                                };
                                properties?: {
                                    [key: string]: {
                                        [key: string]: boolean;
                                    };
                                };
                                views?: string[];
                            };
                            allowed: boolean;
                            /** @description Why, for people */
                            sentence: string;
                            /** @description What decided when views are asked for */
                            decision: {
                                allowed: boolean;
                                /** @enum {string} */
                                outcome: "allow" | "explicit_deny" | "implicit_deny";
                                /**
                                 * @description Whose side decided
                                 * @enum {string}
                                 */
                                part: "scope" | "holder";
                                role: string | null;
                                /** @description Counted from zero */
                                statement: number | null;
                            };
                            /** @description The statements that decided */
                            statements: {
                                /**
                                 * @description On whose side
                                 * @enum {string}
                                 */
                                part: "scope" | "holder";
                                /** @description A base role, the key of a role, or `inlineRole` */
                                role: string;
                                /** @description Counted from zero */
                                statement: number;
                            }[];
                            refusedBy: ("scope" | "holder")[];
                            /** @description Statements that would have allowed the request but for one thing */
                            nearMisses: ({
                                sentence: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                            smallestChange?: {
                                sentence: string;
                            } & {
                                [key: string]: unknown;
                            };
                        }[];
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    simulateChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    from: {
                        /** @description Rights written out: a policy, a member, a token, or a token of a member */
                        subject?: {
                            /** @description A policy: a list of statements */
                            policy?: unknown;
                            /**
                             * @description What the policy starts from
                             * @enum {string}
                             */
                            basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                            /** @description Values of placeholders in the policies */
                            roleAttributes?: {
                                [key: string]: string[];
                            };
                            member?: {
                                /** @enum {string} */
                                role: "no_access" | "reader" | "writer" | "admin" | "owner";
                                customRoles?: ({
                                    key: string;
                                    /** @description A policy: a list of statements */
                                    policy: unknown;
                                    /**
                                     * @description What the policy starts from
                                     * @enum {string}
                                     */
                                    basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                    /** @description Values of placeholders in the policies */
                                    roleAttributes?: {
                                        [key: string]: string[];
                                    };
                                } | string)[];
                                teamRoles?: {
                                    key: string;
                                    /** @description A policy: a list of statements */
                                    policy: unknown;
                                    /**
                                     * @description What the policy starts from
                                     * @enum {string}
                                     */
                                    basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                    /** @description Values of placeholders in the policies */
                                    roleAttributes?: {
                                        [key: string]: string[];
                                    };
                                }[];
                                /** @description Values of placeholders in the policies */
                                roleAttributes?: {
                                    [key: string]: string[];
                                };
                                removed?: boolean;
                            };
                            token?: {
                                /** @enum {string} */
                                role?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                customRoles?: {
                                    key: string;
                                    /** @description A policy: a list of statements */
                                    policy: unknown;
                                    /**
                                     * @description What the policy starts from
                                     * @enum {string}
                                     */
                                    basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                    /** @description Values of placeholders in the policies */
                                    roleAttributes?: {
                                        [key: string]: string[];
                                    };
                                }[];
                                /** @description A policy: a list of statements */
                                inlineRole?: unknown;
                                serviceToken?: boolean;
                            };
                        };
                        /** @description The rights of a stored token */
                        tokenId?: string;
                        /** @description The rights of a member */
                        memberId?: string;
                    };
                    to: {
                        /** @description Rights written out: a policy, a member, a token, or a token of a member */
                        subject?: {
                            /** @description A policy: a list of statements */
                            policy?: unknown;
                            /**
                             * @description What the policy starts from
                             * @enum {string}
                             */
                            basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                            /** @description Values of placeholders in the policies */
                            roleAttributes?: {
                                [key: string]: string[];
                            };
                            member?: {
                                /** @enum {string} */
                                role: "no_access" | "reader" | "writer" | "admin" | "owner";
                                customRoles?: ({
                                    key: string;
                                    /** @description A policy: a list of statements */
                                    policy: unknown;
                                    /**
                                     * @description What the policy starts from
                                     * @enum {string}
                                     */
                                    basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                    /** @description Values of placeholders in the policies */
                                    roleAttributes?: {
                                        [key: string]: string[];
                                    };
                                } | string)[];
                                teamRoles?: {
                                    key: string;
                                    /** @description A policy: a list of statements */
                                    policy: unknown;
                                    /**
                                     * @description What the policy starts from
                                     * @enum {string}
                                     */
                                    basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                    /** @description Values of placeholders in the policies */
                                    roleAttributes?: {
                                        [key: string]: string[];
                                    };
                                }[];
                                /** @description Values of placeholders in the policies */
                                roleAttributes?: {
                                    [key: string]: string[];
                                };
                                removed?: boolean;
                            };
                            token?: {
                                /** @enum {string} */
                                role?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                customRoles?: {
                                    key: string;
                                    /** @description A policy: a list of statements */
                                    policy: unknown;
                                    /**
                                     * @description What the policy starts from
                                     * @enum {string}
                                     */
                                    basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                    /** @description Values of placeholders in the policies */
                                    roleAttributes?: {
                                        [key: string]: string[];
                                    };
                                }[];
                                /** @description A policy: a list of statements */
                                inlineRole?: unknown;
                                serviceToken?: boolean;
                            };
                        };
                        /** @description The rights of a stored token */
                        tokenId?: string;
                        /** @description The rights of a member */
                        memberId?: string;
                    };
                    requests: {
                        action: string;
                        /** @description A resource, such as `proj/web:env/production` */
                        resource: string;
                        tags?: {
                            [key: string]: string[];
                        };
                        properties?: {
                            [key: string]: {
                                [key: string]: boolean;
                            };
                        };
                        views?: string[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Each request before and after */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many of the requests are decided otherwise */
                        changed: number;
                        items: {
                            request: {
                                action: string;
                                /** @description A resource, such as `proj/web:env/production` */
                                resource: string;
                                tags?: {
                                    [key: string]: string[];
                                };
                                properties?: {
                                    [key: string]: {
                                        [key: string]: boolean;
                                    };
                                };
                                views?: string[];
                            };
                            before: boolean;
                            after: boolean;
                            /** @description Why it is decided so afterwards */
                            sentence: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Rights written out: a policy, a member, a token, or a token of a member */
                    subject?: {
                        /** @description A policy: a list of statements */
                        policy?: unknown;
                        /**
                         * @description What the policy starts from
                         * @enum {string}
                         */
                        basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                        /** @description Values of placeholders in the policies */
                        roleAttributes?: {
                            [key: string]: string[];
                        };
                        member?: {
                            /** @enum {string} */
                            role: "no_access" | "reader" | "writer" | "admin" | "owner";
                            customRoles?: ({
                                key: string;
                                /** @description A policy: a list of statements */
                                policy: unknown;
                                /**
                                 * @description What the policy starts from
                                 * @enum {string}
                                 */
                                basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                /** @description Values of placeholders in the policies */
                                roleAttributes?: {
                                    [key: string]: string[];
                                };
                            } | string)[];
                            teamRoles?: {
                                key: string;
                                /** @description A policy: a list of statements */
                                policy: unknown;
                                /**
                                 * @description What the policy starts from
                                 * @enum {string}
                                 */
                                basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                /** @description Values of placeholders in the policies */
                                roleAttributes?: {
                                    [key: string]: string[];
                                };
                            }[];
                            /** @description Values of placeholders in the policies */
                            roleAttributes?: {
                                [key: string]: string[];
                            };
                            removed?: boolean;
                        };
                        token?: {
                            /** @enum {string} */
                            role?: "no_access" | "reader" | "writer" | "admin" | "owner";
                            customRoles?: {
                                key: string;
                                /** @description A policy: a list of statements */
                                policy: unknown;
                                /**
                                 * @description What the policy starts from
                                 * @enum {string}
                                 */
                                basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                                /** @description Values of placeholders in the policies */
                                roleAttributes?: {
                                    [key: string]: string[];
                                };
                            }[];
                            /** @description A policy: a list of statements */
                            inlineRole?: unknown;
                            serviceToken?: boolean;
                        };
                    };
                    /** @description The rights of a stored token */
                    tokenId?: string;
                    /** @description The rights of a member */
                    memberId?: string;
                };
            };
        };
        responses: {
            /** @description What is allowed, and what the scope and the holder would allow by themselves */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            type: string;
                            /** @description Where it stands, such as `proj/*:env/*` */
                            chain: string;
                            permissions: {
                                action: string;
                                /**
                                 * @description On how many of the resources; `unknown` when it could not be told in time
                                 * @enum {string}
                                 */
                                extent: "all" | "none" | "part" | "unknown";
                                /** @description Of a part */
                                example?: {
                                    action: string;
                                    /** @description A resource, such as `proj/web:env/production` */
                                    resource: string;
                                    tags?: {
                                        [key: string]: string[];
                                    };
                                    properties?: {
                                        [key: string]: {
                                            [key: string]: boolean;
                                        };
                                    };
                                    views?: string[];
                                };
                                scope?: {
                                    /**
                                     * @description On how many of the resources; `unknown` when it could not be told in time
                                     * @enum {string}
                                     */
                                    extent: "all" | "none" | "part" | "unknown";
                                    /** @description Of a part */
                                    example?: {
                                        action: string;
                                        /** @description A resource, such as `proj/web:env/production` */
                                        resource: string;
                                        tags?: {
                                            [key: string]: string[];
                                        };
                                        properties?: {
                                            [key: string]: {
                                                [key: string]: boolean;
                                            };
                                        };
                                        views?: string[];
                                    };
                                    /** @description The first that do */
                                    grantedBy: {
                                        /** @description A base role, the key of a role, or `inlineRole` */
                                        role: string;
                                        /** @description Counted from zero */
                                        statement: number;
                                        /** @description Absent: all that `notResources` leaves */
                                        resource?: string;
                                    }[];
                                    grantedByCount: number;
                                };
                                holder?: {
                                    /**
                                     * @description On how many of the resources; `unknown` when it could not be told in time
                                     * @enum {string}
                                     */
                                    extent: "all" | "none" | "part" | "unknown";
                                    /** @description Of a part */
                                    example?: {
                                        action: string;
                                        /** @description A resource, such as `proj/web:env/production` */
                                        resource: string;
                                        tags?: {
                                            [key: string]: string[];
                                        };
                                        properties?: {
                                            [key: string]: {
                                                [key: string]: boolean;
                                            };
                                        };
                                        views?: string[];
                                    };
                                    /** @description The first that do */
                                    grantedBy: {
                                        /** @description A base role, the key of a role, or `inlineRole` */
                                        role: string;
                                        /** @description Counted from zero */
                                        statement: number;
                                        /** @description Absent: all that `notResources` leaves */
                                        resource?: string;
                                    }[];
                                    grantedByCount: number;
                                };
                            }[];
                        }[];
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    validatePolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A policy: a list of statements */
                    policy: unknown;
                    /** @enum {string} */
                    forToken?: "personal" | "service";
                };
            };
        };
        responses: {
            /** @description What is wrong with the policy */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether the policy may be stored: warnings do not count */
                        valid: boolean;
                        problems: ({
                            /** @enum {string} */
                            severity: "error" | "warning";
                            code: string;
                            statement?: number | null;
                            message: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    lintPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A policy: a list of statements */
                    policy: unknown;
                    /**
                     * @description What the policy starts from
                     * @enum {string}
                     */
                    basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                };
            };
        };
        responses: {
            /** @description What is likely not meant */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: ({
                            code: string;
                            /** @enum {string} */
                            severity: "error" | "warning" | "hint";
                            statement?: number | null;
                            message: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    diffPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    from: {
                        /** @description A policy: a list of statements */
                        policy: unknown;
                        /**
                         * @description What the policy starts from
                         * @enum {string}
                         */
                        basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                    };
                    to: {
                        /** @description A policy: a list of statements */
                        policy: unknown;
                        /**
                         * @description What the policy starts from
                         * @enum {string}
                         */
                        basePermissions?: "no_access" | "reader" | "writer" | "admin" | "owner";
                    };
                };
            };
        };
        responses: {
            /** @description What is gained and lost */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        gained: ({
                            extent: string;
                            sentence: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                        lost: ({
                            extent: string;
                            sentence: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                        /** @description Whether there was time to look at everything */
                        isComplete: boolean;
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getResourceTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The types */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceTypes"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putResourceType: {
        parameters: {
            query?: {
                /** @description Say what the change would mean, and store nothing */
                dryRun?: "true" | "false";
            };
            header?: never;
            path: {
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResourceTypePut"];
            };
        };
        responses: {
            /** @description Declared anew */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceType"];
                };
            };
            /** @description Declared */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceType"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteResourceType: {
        parameters: {
            query?: {
                /** @description Say what the change would mean, and store nothing */
                dryRun?: "true" | "false";
            };
            header?: never;
            path: {
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getGatewayRoutes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The routes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRoutes"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getGatewayRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The route */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRoute"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putGatewayRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GatewayRoutePut"];
            };
        };
        responses: {
            /** @description Written anew */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRoute"];
                };
            };
            /** @description Written */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRoute"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteGatewayRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    matchGatewayRoute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As the client sends it: `GET` */
                    method: string;
                    /** @description Path and perhaps a query, as the client sends them: `/orders/7?page=2` */
                    target: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The path as it is decided on; absent: it has no one form */
                        path?: string;
                        /** @description The key of the route that decides */
                        route?: string;
                        action?: string;
                        resource?: string;
                        /**
                         * @description Why it is refused, whoever asks: the path could be read in two ways, no route says anything of it, or it names no resource
                         * @enum {string}
                         */
                        refused?: "path_not_normal" | "no_route" | "no_resource";
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    introspectToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["IntrospectionPost"];
            };
        };
        responses: {
            /** @description The token, or that it is not active */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Introspection"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["RevocationPost"];
            };
        };
        responses: {
            /** @description It has ended, or there was nothing to end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getOauthServerMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the service offers of OAuth */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uri */
                        issuer: string;
                        /** Format: uri */
                        introspection_endpoint: string;
                        introspection_endpoint_auth_methods_supported: string[];
                        /** Format: uri */
                        revocation_endpoint: string;
                        revocation_endpoint_auth_methods_supported: string[];
                        response_types_supported: string[];
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getProtectedResourceMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How the API is called */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uri */
                        resource: string;
                        resource_name: string;
                        authorization_servers: string[];
                        bearer_methods_supported: string[];
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    evaluateAccess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluationPost"];
            };
        };
        responses: {
            /** @description The decision, and why */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    evaluateAccesses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluationsPost"];
            };
        };
        responses: {
            /** @description The decisions in the order of the questions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluations"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getAuthzenMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where decisions are asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uri */
                        policy_decision_point: string;
                        /** Format: uri */
                        access_evaluation_endpoint: string;
                        /** Format: uri */
                        access_evaluations_endpoint: string;
                        /** Format: uri */
                        search_subject_endpoint: string;
                        /** Format: uri */
                        search_resource_endpoint: string;
                        /** Format: uri */
                        search_action_endpoint: string;
                    };
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    searchSubjects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubjectSearchPost"];
            };
        };
        responses: {
            /** @description Those of the subjects that the caller may see */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundEntities"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    searchResources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResourceSearchPost"];
            };
        };
        responses: {
            /** @description Those of the resources that the caller may see */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundEntities"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    searchActions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActionSearchPost"];
            };
        };
        responses: {
            /** @description Of the actions of its type */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundActions"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    loadPrincipal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrincipalPost"];
            };
        };
        responses: {
            /** @description What the secret leads to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortablePrincipal"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    reportUses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UseReport"];
            };
        };
        responses: {
            /** @description The uses are noted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    followChanges: {
        parameters: {
            query?: never;
            header?: {
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts; try again after the seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postTeamMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["TeamMembersFile"];
            };
        };
        responses: {
            /** @description All were added */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamImportsRep"];
                };
            };
            /** @description Nobody was added */
            207: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamImportsRep"];
                };
            };
            /** @description The request is not valid; the message names the field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No access token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The access token may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such resource, or it may not be seen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The resource changed or exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Keyward cannot answer now; try again after the seconds in `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
