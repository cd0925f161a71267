import { IConstruct } from 'constructs';

/**
 * The child of that id which this library has made; none where nobody has made one.
 *
 * @throws when somebody else's construct has the id
 */
export function ownChild<T extends IConstruct>(scope: IConstruct, id: string, isOwn: (child: IConstruct) => boolean): T | undefined {
  const child = scope.node.tryFindChild(id);
  if (child && !isOwn(child)) {
    throw new Error(`'${child.node.path}' has the id '${id}', which this library needs for a construct of its own there: give it another id.`);
  }
  return child as T | undefined;
}
