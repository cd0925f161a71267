import type { awscdk } from 'projen';
import { WorkflowSteps } from 'projen/lib/github';
import { JobPermission } from 'projen/lib/github/workflows-model';

/** The versions of Node.js that are supported. The last one, the current LTS, builds and releases. */
export const NODE_VERSIONS = ['22', '24'];

/** What the workflows of projen lack, and what is taken out of them. */
export function adaptWorkflows(project: awscdk.AwsCdkConstructLibrary): void {
  addCheckWorkflow(project);
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
