import { Ber, type BerWriter, Filter, SearchFilter, type SearchFilterValues } from 'ldapts';
import {
  type ExtensibleFilter,
  type FilterNode,
  formatFilter,
  type SubstringsFilter,
} from './filter';

const TAGS = {
  and: SearchFilter.and,
  or: SearchFilter.or,
  not: SearchFilter.not,
  equal: SearchFilter.equalityMatch,
  substrings: SearchFilter.substrings,
  greaterOrEqual: SearchFilter.greaterOrEqual,
  lessOrEqual: SearchFilter.lessOrEqual,
  present: SearchFilter.present,
  approximate: SearchFilter.approxMatch,
  extensible: SearchFilter.extensibleMatch,
} as const satisfies Record<FilterNode['type'], SearchFilterValues>;

/**
 * A filter for ldapts' search request that is written as the node has it, byte for byte
 * (RFC 4511 § 4.5.1.7). The filters of ldapts hold values as text, which a GUID does not survive.
 */
export const requestFilter = (node: FilterNode): Filter => new RequestFilter(node);

class RequestFilter extends Filter {
  override readonly type: SearchFilterValues;

  constructor(private readonly node: FilterNode) {
    super();
    this.type = TAGS[node.type];
  }

  override toString(): string {
    return formatFilter(this.node);
  }

  protected override writeFilter(writer: BerWriter): void {
    const { node } = this;
    switch (node.type) {
      case 'and':
      case 'or':
        node.filters.forEach((filter) => requestFilter(filter).write(writer));
        break;
      case 'not':
        requestFilter(node.filter).write(writer);
        break;
      case 'present':
        // The tag and length are those of the attribute's text itself.
        Buffer.from(node.attribute).forEach((byte) => writer.writeByte(byte));
        break;
      case 'substrings':
        writeSubstrings(node, writer);
        break;
      case 'extensible':
        writeExtensible(node, writer);
        break;
      default:
        writer.writeString(node.attribute);
        writer.writeBuffer(node.value, Ber.OctetString);
    }
  }
}

function writeSubstrings(node: SubstringsFilter, writer: BerWriter): void {
  writer.writeString(node.attribute);
  writer.startSequence();
  if (node.initial) writer.writeBuffer(node.initial, Ber.Context | 0);
  node.any.forEach((part) => writer.writeBuffer(part, Ber.Context | 1));
  if (node.final) writer.writeBuffer(node.final, Ber.Context | 2);
  writer.endSequence();
}

function writeExtensible(node: ExtensibleFilter, writer: BerWriter): void {
  if (node.rule !== null) writer.writeString(node.rule, Ber.Context | 1);
  if (node.attribute !== null) writer.writeString(node.attribute, Ber.Context | 2);
  writer.writeBuffer(node.value, Ber.Context | 3);
  if (node.dnAttributes) writer.writeBoolean(true, Ber.Context | 4);
}
