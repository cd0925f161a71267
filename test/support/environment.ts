// The CDK warns of its own use of deprecated properties in support stacks.
process.env.JSII_DEPRECATED = 'quiet';
