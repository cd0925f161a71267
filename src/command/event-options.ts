import { parseText, readDocument } from './input/document';
import { OptionSpec, Options } from './options';
import { parseSample } from './sample-of';
import { Surroundings } from './subcommand';
import { UsageError } from './usage-error';

/** The options by which an event is given, and what a deployment knows. */
export const EVENT_OPTIONS: OptionSpec[] = [
  { name: 'event', takes: 'FILE', help: 'the event as JSON, as EventBridge delivers it; - for the standard input' },
  { name: 'sample', takes: 'SOURCE/DETAIL-TYPE', help: 'an event made from the catalogue, such as "aws.ec2/EC2 Instance State-change Notification"' },
];

export const PARAMETER_OPTION: OptionSpec = {
  name: 'parameter', takes: 'NAME=VALUE', multiple: true, help: 'what only the deployment knows, such as a parameter; may be repeated',
};

export function isEventGiven(options: Options): boolean {
  return options.text('event') !== undefined || options.text('sample') !== undefined;
}

/**
 * @throws UsageError when none is given, or two are
 */
export function givenEvent(options: Options, { readInput }: Surroundings): unknown {
  const [file, kind] = [options.text('event'), options.text('sample')];
  if ((file === undefined) === (kind === undefined)) {
    throw new UsageError('Give either --event FILE, or --sample "SOURCE/DETAIL-TYPE".');
  }
  if (kind !== undefined) {
    return parseSample(kind);
  }
  return (file === '-' ? parseText('standard input', readInput()) : readDocument(file!)).value;
}

/**
 * @throws UsageError when one is not of the form NAME=VALUE
 */
export function givenParameters(options: Options): Record<string, string> {
  return Object.fromEntries(options.texts('parameter').map((text) => {
    const at = text.indexOf('=');
    if (at < 1) {
      throw new UsageError(`--parameter is '${text}': write NAME=VALUE.`);
    }
    return [text.slice(0, at), text.slice(at + 1)];
  }));
}
