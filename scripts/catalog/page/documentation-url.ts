const STORED_PAGE = /^docs\/([\w./%-]+)\.md$/;

/** The address of a page that a fact names by its path in AWS's documentation; nothing for other origins. */
export function documentationUrl(page: string): string | undefined {
  const match = STORED_PAGE.exec(page);
  return match ? `https://docs.aws.amazon.com/${match[1]}.html` : undefined;
}
