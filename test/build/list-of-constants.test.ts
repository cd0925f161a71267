import { withoutListOfConstants } from '../../scripts/list-of-constants';

const CONSTANT = `export declare class ThingEvents {
    /**
     * "Thing Made", best effort.
     *
     * - MADE: see the guide
     */
    static readonly THING_MADE = "Thing Made";
}
`;

test('the list of constants goes out of the comment of a class, what is said of all and its page stay', () => {
  const list = ' * - THING_MADE: "Thing Made", best effort.\n * - THING_2_GONE: "Thing 2 Gone", guaranteed.\n *\n';
  const comment = (middle: string) => `/**\n * Events of Thing (aws.thing).\n *\n * - needs a switch\n${middle} * @see https://example.com\n */\n`;
  expect(withoutListOfConstants(comment(list) + CONSTANT)).toBe(comment('') + CONSTANT);
});

test('the comments of the constants stay', () => {
  expect(withoutListOfConstants(CONSTANT)).toBe(CONSTANT);
});
