#include "base/gzip.h"

#include <zlib.h>

namespace cleangate {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib's manual: 16 more writes gzip's header and trailer
constexpr int kMemory = 9;

}  // namespace

Result<std::string> gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemory,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return fail(ErrorCode::unavailable, "no memory to compress");
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  // zlib reads through a pointer that is not const and leaves what it points to as it is.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int end = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (end != Z_STREAM_END) return fail(ErrorCode::unavailable, "cannot compress");
  return out;
}

}  // namespace cleangate
