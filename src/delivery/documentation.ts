/** Where the pages of the documentation are. */
export const DOCUMENTATION = 'https://github.com/cdk-service-events/cdk-service-events/blob/main/docs';
