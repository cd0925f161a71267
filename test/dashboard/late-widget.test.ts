import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { LateWidget } from '../../src/dashboard/late-widget';

const text = (markdown: string) => new cloudwatch.TextWidget({ markdown, width: 3, height: 2 });

describe('a widget that is made late', () => {
  test('has a row for itself', () => {
    expect(new LateWidget(() => text('late'))).toMatchObject({ width: 24, height: 2 });
  });

  test('stands where it was put, or at the top', () => {
    const widget = new LateWidget(() => text('late'));
    expect(widget.toJson()).toMatchObject([{ x: 0, y: 0 }]);
    widget.position(5, 7);
    expect(widget.toJson()).toMatchObject([{ x: 5, y: 7 }]);
  });

  test('shows what there is when it is asked', () => {
    let markdown = 'early';
    const widget = new LateWidget(() => text(markdown));
    markdown = 'late';
    expect(widget.toJson()).toMatchObject([{ properties: { markdown: 'late' } }]);
  });
});
