import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cx_api as cxapi } from 'aws-cdk-lib';
import { MotoServer } from '../../scripts/moto/moto-server';
import { pythonWithRequirements } from '../../scripts/moto/python-environment';

interface FileAsset {
  readonly source: { path: string; packaging: 'file' | 'zip' };
  readonly destinations: Record<string, { bucketName: string; objectKey: string }>;
}

/**
 * Puts the files that a synthesized stack refers to, such as the code of functions, into the buckets where it looks
 * for them.
 */
export async function publishFileAssets(server: MotoServer, stack: cxapi.CloudFormationStackArtifact): Promise<void> {
  const manifests = stack.dependencies.filter((artifact) => cxapi.AssetManifestArtifact.isAssetManifestArtifact(artifact));
  for (const { contents } of manifests) {
    for (const { source, destinations } of Object.values((contents.files ?? {}) as Record<string, FileAsset>)) {
      const body = read(join(stack.assembly.directory, source.path), source.packaging);
      for (const { bucketName, objectKey } of Object.values(destinations)) {
        const response = await fetch(`${server.endpoint}/${bucketName}/${objectKey}`, { method: 'PUT', body: new Uint8Array(body) });
        if (!response.ok) {
          throw new Error(`moto does not take ${source.path} as ${bucketName}/${objectKey}: ${await response.text()}`);
        }
      }
    }
  }
}

function read(path: string, packaging: FileAsset['source']['packaging']): Buffer {
  if (packaging === 'file') {
    return readFileSync(path);
  }
  const folder = mkdtempSync(join(tmpdir(), 'asset-'));
  try {
    const archive = join(folder, 'asset.zip');
    const { status, stderr } = spawnSync(pythonWithRequirements(), ['-m', 'zipfile', '-c', archive, `${path}/`], { encoding: 'utf8' });
    if (status !== 0) {
      throw new Error(`${path} could not be put into an archive: ${stderr}`);
    }
    return readFileSync(archive);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
