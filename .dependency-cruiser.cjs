// Arrows run one way: functions → domain ← adapters, channels apart, local/ outside of it all (docs: CONTRIBUTING.md).
// TypeScript 7 has no programmatic API yet, so swc parses.
const aws = '(^|node_modules/)(@aws-sdk|@aws-lambda-powertools|@middy|@smithy|aws-cdk-lib|aws-lambda|@platformatic)(/|$)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, or a third is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-knows-no-outside',
      comment: 'The business runs on interfaces that it declares itself.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { path: '^(adapters|channels|functions|lib|bin|local|demo|bench|test|client|console|widget)/' },
    },
    {
      name: 'domain-knows-no-aws',
      comment: 'AWS, its SDK and its frameworks stand behind adapters.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { path: aws },
    },
    {
      name: 'domain-does-no-io',
      comment: 'Time, ids and I/O come in as dependencies; only hashing, compression, bytes and assertions may be used directly.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|zlib|buffer|util|assert|url|string_decoder)$' },
    },
    {
      name: 'automation-knows-no-support',
      comment: 'Support (tickets, messages, queues) uses conditions, lists, rules and actions; they read a ticket as `ticket-view.ts` shows it.',
      severity: 'error',
      from: { path: '^domain/automation/' },
      to: { path: '^domain/', pathNot: '^domain/(automation|configuration|origins|table|text|vocabulary)/|^domain/(context|edge-errors|errors|limits)[.]ts$' },
    },
    {
      name: 'configuration-knows-no-kinds',
      comment: 'How configuration is stored does not depend on what is stored: queues, rules and lists use it. domain/policy compiles what they make of it.',
      severity: 'error',
      from: { path: '^domain/configuration/' },
      to: { path: '^domain/(agents|automation|delivery|feed|messages|origins|outbound|policy|projector|queues|search|teams|threads|tickets)/' },
    },
    {
      name: 'support-knows-no-compiled-configuration',
      comment: 'Commands ask a `Policy` that they are given; which configuration answers is composed outside of them.',
      severity: 'error',
      from: { path: '^domain/(automation|configuration|messages|origins|queues|threads|tickets|vocabulary)/' },
      to: { path: '^domain/policy/' },
    },
    {
      name: 'vocabulary-knows-nothing',
      comment: 'The words of tickets and messages stand below everything that uses them.',
      severity: 'error',
      from: { path: '^domain/vocabulary/' },
      to: { path: '.', pathNot: '^domain/vocabulary/' },
    },
    {
      name: 'channels-know-words-only',
      comment: 'A channel verifies, parses and sends; it uses the domain’s words and neither adapters nor functions.',
      severity: 'error',
      from: { path: '^channels/' },
      to: { path: `^(adapters|functions|lib|bin|local|demo|bench|test|client|console|widget)/|${aws}` },
    },
    {
      name: 'channels-apart',
      comment: 'No channel knows another: the format of a provider stands in one folder. The registry knows them all, and no channel knows the registry.',
      severity: 'error',
      from: { path: '^channels/([^/]+)/', pathNot: '^channels/registry/' },
      to: { path: '^channels/[^/]+/', pathNot: '^channels/($1|meta)/' },
    },
    {
      name: 'functions-use-inner-rooms',
      comment: 'A handler parses, runs one command of the domain, and maps.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(lib|bin|local|demo|bench|test|client|scripts)/' },
    },
    {
      name: 'adapters-know-ports-only',
      comment: 'An adapter implements an edge; it runs no command and knows no entry point.',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: '^(functions|channels|lib|bin|local|demo|bench|test|client|console|widget|scripts)/' },
    },
    {
      name: 'local-knows-no-business',
      comment: 'The laptop cloud runs whatever the synthesised assembly says; it reads which settings name providers.',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(domain|channels|functions)/', pathNot: '^channels/registry/providers\\.ts$' },
    },
    {
      name: 'stacks-know-no-business',
      comment: 'CDK only; of the rest it reads the route table and names (topics, settings, providers).',
      severity: 'error',
      from: { path: '^(lib|bin)/' },
      to: { path: '^(adapters|channels|local|demo|bench|test)/', pathNot: '^channels/registry/providers\\.ts$' },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'What is imported stands in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-broken-imports',
      comment: 'Every import leads to a file; aws-lambda has types only.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
    {
      name: 'no-development-packages-in-functions',
      comment: 'What runs on AWS must not need a development dependency.',
      severity: 'error',
      from: { path: '^(functions|domain|channels|adapters)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^(node_modules/)?@types/' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(console/node_modules|coverage|cdk\\.out)' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.mjs', '.js', '.json'] },
  },
};
