import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type Problem, type PropertyFault } from './problem.js';

/** What is wrong with one property of a request. */
export class PropertyFaultDto implements PropertyFault {
  @ApiProperty({ type: String, description: 'Its path in the body, or its name in the address.' })
  readonly property!: string;

  @ApiProperty({ type: [String] })
  readonly messages!: readonly string[];

  @ApiPropertyOptional({ type: String, description: 'Stable, for programs.' })
  readonly code?: string;

  @ApiPropertyOptional({ type: String, description: 'What would be served instead.' })
  readonly fix?: string;
}

/** Every error the API answers with: RFC 9457, `application/problem+json`. */
export class ProblemDto implements Problem {
  @ApiProperty({ type: String, example: 'about:blank' })
  readonly type!: string;

  @ApiProperty({ type: String, description: 'The phrase of the status.', example: 'Not Found' })
  readonly title!: string;

  @ApiProperty({ type: Number, example: 404 })
  readonly status!: number;

  @ApiProperty({ type: String, description: 'For people; may change.' })
  readonly detail!: string;

  @ApiProperty({ type: String, description: 'Stable, for programs.', example: 'city-not-found' })
  readonly code!: string;

  @ApiPropertyOptional({ type: [PropertyFaultDto] })
  readonly errors?: readonly PropertyFaultDto[];

  @ApiPropertyOptional({
    type: Boolean,
    description: 'Of a write that got no answer: it may have happened. Read before repeating it.',
  })
  readonly mayBeApplied?: boolean;

  @ApiPropertyOptional({
    type: Boolean,
    description: 'Of a write that will be applied all the same: it must not be repeated.',
  })
  readonly willBeApplied?: true;
}
