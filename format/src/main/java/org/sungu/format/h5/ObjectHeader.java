package org.sungu.format.h5;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The messages that describe one group or dataset.
record ObjectHeader(List<Message> messages) {
  static final int DATASPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATATYPE = 0x03;
  static final int LINK = 0x06;
  static final int EXTERNAL_FILES = 0x07;
  static final int LAYOUT = 0x08;
  static final int FILTERS = 0x0B;
  static final int ATTRIBUTE = 0x0C;
  static final int SYMBOL_TABLE = 0x11;
  static final int ATTRIBUTE_INFO = 0x15;

  private static final int CONTINUATION = 0x10;
  private static final int SHARED_FLAG = 2;
  private static final int CHECKSUM_SIZE = 4;

  record Message(int type, Cursor body) {}

  static ObjectHeader read(Source source, long address) {
    Cursor in = source.visit(address, "object");
    int version = in.u8();
    Reader reader = new Reader(source, version == 1 ? 8 : 4);
    if (version == 1) {
      in.skip(7);
      long size = in.u32();
      in.skip(4);
      reader.readMessages(in.cursor(size));
    } else if (version == 'O') {
      in.expect("HDR");
      int flags = in.skip(1).u8();
      in.skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
      if ((flags & 4) != 0) {
        reader.headSize = 6;
      }
      reader.readMessages(in.cursor(in.unsigned(1 << (flags & 3))));
    } else {
      throw source.corrupt("no object header at byte " + address);
    }
    reader.readContinuations();
    return new ObjectHeader(List.copyOf(reader.messages));
  }

  Optional<Cursor> find(int type) {
    return messages.stream().filter(message -> message.type() == type).map(Message::body).findFirst();
  }

  private static final class Reader {
    private record Block(long address, long size) {}

    private final Source source;
    private final List<Message> messages = new ArrayList<>();
    private final Deque<Block> continuations = new ArrayDeque<>();
    /// Bytes before a message's body: 8 in version 1, 4 or (where the order of creation is tracked) 6 in version 2.
    private int headSize;

    Reader(Source source, int headSize) {
      this.source = source;
      this.headSize = headSize;
    }

    void readContinuations() {
      while (!continuations.isEmpty()) {
        Block block = continuations.remove();
        Cursor in = source.visit(block.address, "object header block").cursor(block.size);
        if (headSize != 8) {
          in.expect("OCHK");
          in = in.cursor(Math.max(0, in.remaining() - CHECKSUM_SIZE));
        }
        readMessages(in);
      }
    }

    void readMessages(Cursor in) {
      // What is left may be a gap too small for a message.
      while (in.remaining() >= headSize) {
        int type = headSize == 8 ? in.u16() : in.u8();
        int size = in.u16();
        int flags = in.u8();
        in.skip(headSize == 8 ? 3 : headSize - 4);
        Cursor body = in.cursor(size);
        if (type == CONTINUATION) {
          continuations.add(new Block(body.address(), body.length()));
        } else if ((flags & SHARED_FLAG) != 0 && type != 0) {
          throw source.unsupported("a shared (committed) datatype or attribute", "each dataset to carry its own; save it again with h5py");
        } else {
          messages.add(new Message(type, body));
        }
      }
    }
  }
}
