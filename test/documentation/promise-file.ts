/** What stands behind a sentence. */
export interface Proof {
  /** `aws`: a fact of AWS, with its page. `advice`: it tells the reader what to do, and promises nothing. Else a file of tests. */
  readonly kind: 'aws' | 'advice' | 'test';
  /** For a test, its file below `test/`. */
  readonly file: string;
  /** The name of the test, or the address of the page. */
  readonly what: string;
}

/** A sentence of a page, word by word, and what stands behind it. */
export interface ProvenSentence {
  readonly text: string;
  readonly proofs: Proof[];
}

/** Reads `promises/*.txt`: a sentence on a line, its proofs indented below; `#` begins a comment. */
export function readPromiseFile(text: string): ProvenSentence[] {
  const sentences: ProvenSentence[] = [];
  for (const line of text.split('\n').filter((row) => row.trim() !== '' && !row.startsWith('# '))) {
    if (!/^\s/.test(line)) {
      sentences.push({ text: line.trim(), proofs: [] });
    } else {
      sentences.at(-1)!.proofs.push(readProof(line.trim()));
    }
  }
  return sentences;
}

function readProof(line: string): Proof {
  const at = line.indexOf(': ');
  const [file, what] = at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 2)];
  return { kind: file === 'aws' || file === 'advice' ? file : 'test', file, what };
}
