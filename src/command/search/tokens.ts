/** The words of a name, in small letters: of `CreateUser`, `exit-code`, `aws.ec2` and `EC2 Spot Instance Interruption Warning` alike. */
export function tokensOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter(Boolean);
}
