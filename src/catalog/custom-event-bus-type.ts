/** The type of a Custom Event Bus, which has event sources and subscribers in place of rules. */
export const CUSTOM_EVENT_BUS_TYPE = 'AWS::EventsV2::EventBus';
