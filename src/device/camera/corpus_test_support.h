#pragma once
// Corpus files as test cases. For tests only; reads files below the room's folder.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "device/camera/corpus.h"
#include "device/camera/reading.h"

namespace cleangate::camera {

struct CorpusCase {
  std::string name;
  std::string file;  ///< the bytes of NAME.push
  std::string want;
};
inline void PrintTo(const CorpusCase& row, std::ostream* out) {
  *out << row.name;
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// All cases of one make, by name.
inline std::vector<CorpusCase> load_corpus(const std::string& make) {
  const auto folder = std::filesystem::path(CLEANGATE_ROOM_DIR) / make / "corpus";
  std::vector<CorpusCase> cases;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    auto path = entry.path();
    if (path.extension() != ".push") continue;
    CorpusCase row;
    row.name = path.stem().string();
    row.file = read_file(path);
    row.want = read_file(path.replace_extension(".want"));
    cases.push_back(std::move(row));
  }
  std::ranges::sort(cases, {}, &CorpusCase::name);
  return cases;
}

inline std::string case_name(const testing::TestParamInfo<CorpusCase>& row) {
  return row.param.name;
}

/// Calls decode(context, body cut to n bytes) for every n. Each body stands in a heap block of its
/// own size, so that a sanitizer sees one byte too far.
template <class Decode>
void cut_everywhere(const CorpusCase& row, const Decode& decode) {
  const Push push = split_push(row.file);
  for (std::size_t n = 0; n <= push.body.size(); ++n) {
    const std::unique_ptr<char[]> block(new char[n]);
    if (n > 0) std::memcpy(block.get(), push.body.data(), n);
    const Result<Message> message = decode(push.context, std::string_view(block.get(), n));
    if (!message) {
      EXPECT_FALSE(message.error().message.empty());
      EXPECT_LT(message.error().message.size(), 120u);
    } else if (message->plate) {
      EXPECT_FALSE(message->plate->vendor_key.empty());
    }
  }
}

}  // namespace cleangate::camera
