import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/**
 * A widget that is made anew whenever it is asked for, so that it shows what exists by then.
 */
export class LateWidget implements cloudwatch.IWidget {
  public readonly width = 24;
  private x = 0;
  private y = 0;

  constructor(private readonly make: () => cloudwatch.IWidget) {
  }

  public get height(): number {
    return this.make().height;
  }

  public position(x: number, y: number): void {
    [this.x, this.y] = [x, y];
  }

  public toJson(): any[] {
    const widget = this.make();
    widget.position(this.x, this.y);
    return widget.toJson();
  }
}
