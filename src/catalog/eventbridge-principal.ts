/** As which EventBridge calls others, and as which policies let it in. */
export const EVENTBRIDGE = 'events.amazonaws.com';
