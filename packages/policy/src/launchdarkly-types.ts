import { levels, type TypeDeclaration } from './resource-type.ts';

/**
 * The resource types of LaunchDarkly that Keyward does not itself serve. New actions appear there every
 * month, so this list is data: an action that is missing here can still be granted.
 */
export const launchDarklyTypes: readonly TypeDeclaration[] = [
  {
    name: 'application',
    actions: levels({
      write: `
      createApplication createApplicationVersion deleteApplication deleteApplicationVersion
      updateApplicationDescription updateApplicationKind updateApplicationMaintainer
      updateApplicationVersionName updateApplicationVersionSupport`,
    }),
  },
  {
    name: 'code-reference-repository',
    actions: levels({
      write: `
      createCodeRefsRepository deleteCodeRefsRepository updateCodeRefsRepositoryBranches
      updateCodeRefsRepositoryConfiguration updateCodeRefsRepositoryName updateCodeRefsRepositoryOn`,
    }),
  },
  {
    name: 'domain-verification',
    otherActions: 'admin',
    actions: levels({ admin: 'createDomainVerification deleteDomainVerification updateDomainVerification' }),
  },
  {
    name: 'integration',
    actions: levels({
      write: 'createIntegration deleteIntegration updateConfiguration updateName updateOn validateConnection',
    }),
  },
  {
    name: 'ip-allowlist',
    nameless: true,
    otherActions: 'admin',
    actions: levels({
      read: 'viewIpAllowlist',
      admin: 'createIpAllowlistEntry deleteIpAllowlistEntry updateIpAllowlistEnabled updateIpAllowlistEntry',
    }),
  },
  { name: 'pending-request', otherActions: 'admin', actions: levels({ admin: 'updatePendingRequest' }) },
  {
    name: 'proj',
    tags: true,
    viewAction: 'viewProject',
    actions: levels({
      read: 'viewProject',
      write: `
      createProject deleteProject updateAutomatedRolloutConfig updateDefaultClientSideAvailability
      updateDefaultReleasePipeline updateIncludeInSnippetByDefault updateLifecycleSettings
      updateObservabilitySettings updateProjectFlagDefaults updateProjectName updateTags
      updateTeamMaintainerRequirements updateViewAssociationRequirements`,
    }),
  },
  {
    name: 'relay-proxy-config',
    actions: levels({
      write: `
      createRelayAutoConfiguration deleteRelayAutoConfiguration resetRelayAutoConfiguration
      updateRelayAutoConfigurationName updateRelayAutoConfigurationPolicy`,
    }),
  },
  { name: 'template', actions: levels({ read: 'viewTemplate', write: 'createTemplate deleteTemplate' }) },
  {
    name: 'webhook',
    tags: true,
    actions: levels({
      write: `
      createWebhook deleteWebhook updateName updateOn updateQuery updateSecret updateStatements
      updateTags updateUrl`,
    }),
  },
  {
    name: 'aiconfig',
    parents: ['proj', 'env'],
    views: true,
    actions: levels({
      write: `
      applyApprovalRequest createAIConfig createApprovalRequest createTriggers deleteAIConfig
      deleteAIConfigVariation deleteApprovalRequest deleteTriggers reviewApprovalRequest
      updateAIConfig updateAIConfigTargeting updateAIConfigVariation updateApprovalRequest
      updateTriggers`,
    }),
  },
  {
    name: 'ai-model-config',
    parents: ['proj'],
    actions: levels({ write: 'createAIModelConfig deleteAIModelConfig updateAIModelConfig' }),
  },
  { name: 'ai-dataset', parents: ['proj'], actions: levels({}) },
  {
    name: 'ai-evaluation',
    parents: ['proj'],
    actions: levels({ write: 'createAIEvaluation deleteAIEvaluation updateAIEvaluation' }),
  },
  {
    name: 'agent-graph',
    parents: ['proj'],
    actions: levels({ write: 'createAgentGraph deleteAgentGraph updateAgentGraph' }),
  },
  {
    name: 'agent-optimization',
    parents: ['proj'],
    actions: levels({
      write: `
      createAgentOptimization createAgentOptimizationRun deleteAgentOptimization
      updateAgentOptimization updateAgentOptimizationRun`,
    }),
  },
  {
    name: 'alert',
    parents: ['proj'],
    actions: levels({
      read: 'viewAlert',
      write: 'createAlert createJiraIssue deleteAlert updateAlertConfiguration updateAlertOn',
    }),
  },
  {
    name: 'context-kind',
    parents: ['proj'],
    actions: levels({ write: 'createContextKind updateAvailabilityForExperiments updateContextKind' }),
  },
  {
    name: 'env',
    parents: ['proj'],
    tags: true,
    flags: ['critical'],
    actions: levels({
      read: 'viewSdkKey',
      write: `
      createEnvironment deleteContextInstance deleteEnvironment importEventData updateApiKey
      updateApprovalSettings updateColor updateConfirmChanges updateCritical
      updateDefaultTrackEvents updateMobileKey updateName updateRequireComments updateSecureMode
      updateTags updateTtl`,
    }),
  },
  { name: 'error', parents: ['proj'], actions: levels({ read: 'viewError', write: 'updateErrorStatus' }) },
  {
    name: 'layer',
    parents: ['proj'],
    actions: levels({ write: 'createLayer updateLayer updateLayerConfiguration' }),
  },
  { name: 'log', parents: ['proj'], actions: levels({ read: 'viewLog' }) },
  {
    name: 'metric',
    parents: ['proj'],
    tags: true,
    actions: levels({
      write: `
      createMetric deleteMetric updateAnalysisType updateArchived updateDescription
      updateEventDefault updateEventKey updateMaintainer updateMetricDenominator
      updateMetricWinsorization updateName updateNumeric updateNumericSuccess updateNumericUnit
      updateOn updateRandomizationUnits updateSelector updateTags updateTraceQuery
      updateTraceValueLocation updateUnitAggregationType updateUrls updateWindowOffset`,
    }),
  },
  { name: 'metric-data-source', parents: ['proj'], actions: levels({ write: 'createMetricDataSource' }) },
  {
    name: 'metric-group',
    parents: ['proj'],
    tags: true,
    actions: levels({
      write: `
      createMetricGroup deleteMetricGroup updateMetricGroupDescription updateMetricGroupMaintainer
      updateMetricGroupMetrics updateMetricGroupName updateMetricGroupTags`,
    }),
  },
  {
    name: 'observability-dashboard',
    parents: ['proj'],
    actions: levels({
      read: 'viewObservabilityDashboard',
      write: `
      addObservabilityGraphToDashboard createObservabilityDashboard deleteObservabilityDashboard
      removeObservabilityGraphFromDashboard updateObservabilityDashboardConfiguration
      updateObservabilityGraphConfiguration`,
    }),
  },
  { name: 'observability-settings', parents: ['proj'], actions: levels({}) },
  {
    name: 'prompt-snippet',
    parents: ['proj'],
    actions: levels({ write: 'createPromptSnippet deletePromptSnippet updatePromptSnippet' }),
  },
  {
    name: 'release-pipeline',
    parents: ['proj'],
    tags: true,
    actions: levels({
      write: `
      createReleasePipeline deleteReleasePipeline updateReleasePipelineDescription
      updateReleasePipelineName updateReleasePipelinePhase updateReleasePipelinePhaseName
      updateReleasePipelineTags`,
    }),
  },
  {
    name: 'release-policy',
    parents: ['proj'],
    actions: levels({
      write: 'createReleasePolicy deleteReleasePolicy updateReleasePolicy updateReleasePolicyRank',
    }),
  },
  { name: 'session', parents: ['proj'], actions: levels({ read: 'viewSession' }) },
  {
    name: 'trace',
    parents: ['proj'],
    actions: levels({ read: 'viewTrace', write: 'updateTraceAnnotation' }),
  },
  { name: 'vega', parents: ['proj'], actions: levels({ write: 'talkToVega' }) },
  {
    name: 'view',
    parents: ['proj'],
    actions: levels({
      read: 'viewView',
      write: `
      linkAIConfigToView linkFlagToView linkSegmentToView unlinkAIConfigFromView unlinkFlagFromView
      unlinkSegmentFromView updateView`,
    }),
  },
  {
    name: 'assignment-data-source',
    parents: ['env'],
    actions: levels({ write: 'createAssignmentDataSource updateAssignmentDataSource' }),
  },
  {
    name: 'destination',
    parents: ['env'],
    actions: levels({ write: 'createDestination deleteDestination updateConfiguration updateName updateOn' }),
  },
  {
    name: 'experiment',
    parents: ['env'],
    actions: levels({ write: 'createExperiment updateExperiment updateExperimentArchived' }),
  },
  {
    name: 'flag',
    parents: ['env'],
    tags: true,
    views: true,
    actions: levels({
      write: `
      addReleasePipeline applyApprovalRequest bypassRequiredApproval cloneFlag copyFlagConfigFrom
      copyFlagConfigTo createApprovalRequest createFlag createFlagLink createTriggers
      deleteApprovalRequest deleteFlag deleteFlagLink deleteTriggers manageFlagFollowers
      removeReleasePipeline replaceReleasePipeline reviewApprovalRequest
      stopMeasuredRolloutOnFlagFallthrough stopMeasuredRolloutOnFlagRule toggleFlag
      updateApprovalRequest updateClientSideFlagAvailability updateDeprecated updateDescription
      updateExpiringTargets updateFallthrough updateFallthroughWithMeasuredRollout
      updateFeatureWorkflows updateFlagConfigMigrationSettings updateFlagCustomProperties
      updateFlagDefaultVariations updateFlagLink updateFlagRuleDescription updateFlagSalt
      updateFlagVariations updateGlobalArchived updateIncludeInSnippet updateMaintainer
      updateMeasuredRolloutConfiguration updateName updateOffVariation updateOn updatePrerequisites
      updateReleasePhaseStatus updateRules updateRulesWithMeasuredRollout updateScheduledChanges
      updateTags updateTargets updateTemporary updateTrackEvents updateTriggers
      updateVariationJsonSchema`,
    }),
  },
  {
    name: 'holdout',
    parents: ['env'],
    actions: levels({
      write: `
      addExperimentToHoldout createHoldout removeExperimentFromHoldout updateHoldoutDescription
      updateHoldoutMethodology updateHoldoutName updateHoldoutRandomizationUnit updateHoldoutStatus`,
    }),
  },
  {
    name: 'notification-subscription',
    parents: ['env'],
    actions: levels({ write: 'createNotificationSubscription deleteNotificationSubscription' }),
  },
  { name: 'product-analytics-dashboard', parents: ['env'], actions: levels({}) },
  {
    name: 'sdk-key',
    parents: ['env'],
    actions: levels({
      read: 'viewSdkKey',
      write: 'createSdkKey deleteSdkKey updateSdkKey updateSdkKeyPayload',
    }),
  },
  {
    name: 'segment',
    parents: ['env'],
    tags: true,
    views: true,
    actions: levels({
      write: `
      applyApprovalRequest bypassRequiredSegmentApproval createApprovalRequest createSegment
      deleteApprovalRequest deleteSegment reviewApprovalRequest updateApprovalRequest
      updateDescription updateExcluded updateExpiringTargets updateIncluded updateName updateRules
      updateScheduledChanges updateTags`,
    }),
  },
  { name: 'user', parents: ['env'], actions: levels({ write: 'deleteUser' }) },
];
