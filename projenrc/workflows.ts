import type { awscdk } from 'projen';
import { WorkflowSteps } from 'projen/lib/github';
import { JobPermission } from 'projen/lib/github/workflows-model';

/** The versions of Node.js that are supported. The last one, the current LTS, builds and releases. */
export const NODE_VERSIONS = ['22', '24'];

/** What the workflows of projen lack, and what is taken out of them. */
export function adaptWorkflows(project: awscdk.AwsCdkConstructLibrary): void {
  addCheckWorkflow(project);
  addPeersWorkflow(project);
  // The client of npm uses its own default without this key.
  project.tryFindObjectFile('.github/workflows/release.yml')!.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');
}

/** Runs `.ci/run` on each pull request, with each supported version of Node.js. */
function addCheckWorkflow(project: awscdk.AwsCdkConstructLibrary): void {
  const workflow = project.github!.addWorkflow('check');
  workflow.on({ pullRequest: {}, workflowDispatch: {} });
  workflow.addJob('check', {
    name: 'Node.js ${{ matrix.node }}',
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.READ },
    env: { CI: 'true' },
    strategy: { failFast: false, matrix: { domain: { node: NODE_VERSIONS } } },
    tools: {
      node: { version: '${{ matrix.node }}' },
      python: { version: '3.12' },
      java: { version: '17' },
      go: { version: '^1.25.0' },
      dotnet: { version: '8.x' },
    },
    timeoutMinutes: 60,
    steps: [
      WorkflowSteps.checkout(),
      { name: 'Run all checks', run: '.ci/run' },
    ],
  });
}

/** Runs all tests with both ends of the range of peers: on each pull request, and each week, since the newest versions change by themselves. */
function addPeersWorkflow(project: awscdk.AwsCdkConstructLibrary): void {
  const workflow = project.github!.addWorkflow('peers');
  workflow.on({ pullRequest: {}, schedule: [{ cron: '0 5 * * 1' }], workflowDispatch: {} });
  workflow.addJob('peers', {
    name: 'The ${{ matrix.end }} aws-cdk-lib and constructs',
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.READ },
    env: { CI: 'true' },
    strategy: { failFast: false, matrix: { domain: { end: ['oldest', 'newest'] } } },
    tools: { node: { version: NODE_VERSIONS.at(-1)! } },
    timeoutMinutes: 60,
    steps: [
      WorkflowSteps.checkout(),
      { name: 'Install', run: 'npm ci' },
      { name: 'Run all tests', run: 'npm run test:${{ matrix.end }}' },
    ],
  });
}
