// One changed byte in the database of a stopped plant: `verify` names it and ends with 1.

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/plant.h"
#include "tests/vzenith_camera.h"

namespace cleangate::tests {
namespace {

struct Change {
  const char* name;
  const char* sql;
  const char* what;
};

// Blobs joined in SQLite keep their bytes; the cast makes the column's type right again.
#define ONE_BYTE(column, place)                                        \
  "UPDATE entries SET " column " = CAST(substr(" column ", 1, " #place \
  ") || "                                                              \
  "CASE substr(" column ", " #place                                    \
  " + 1, 1) WHEN x'5a' THEN x'5b' ELSE x'5a' END || "                  \
  "substr(" column ", " #place " + 2) AS BLOB) WHERE \"index\" = 8"

constexpr Change kChanges[] = {
    {"entry", ONE_BYTE("entry", 40), "what=entry"},
    {"payload", ONE_BYTE("payload", 12), "what=payload"},
    {"leaf", ONE_BYTE("leaf", 5), "what=tree"},
    {"projection", "UPDATE passages SET plate = '冀A00009' WHERE plate = '冀A00001'",
     "what=projection:passages"},
    {"projection row gone",
     "DELETE FROM movements WHERE entry_index = "
     "(SELECT min(entry_index) FROM movements)",
     "what=projection:movements"},
};

TEST(Tamper, one_changed_byte_is_found_and_named) {
  Plant plant;
  plant.serve();
  plant.add_lane("1", "out", "automatic");
  plant.add_camera("camera", "vzenith", "1");
  for (std::uint64_t i = 1; i <= 4; ++i) {
    const auto body = vzenith_read("camera", "冀A0000" + std::to_string(i), i);
    EXPECT_TRUE(opens(plant.push("camera", "application/json", body).body));
  }
  ASSERT_EQ(plant.end(), 0);
  int code = -1;
  ASSERT_TRUE(plant.verify_line(&code).starts_with("sound size="));
  ASSERT_EQ(code, 0);
  const auto saved = read_all(plant.database());
  const auto copy = plant.folder() + "/../saved.db";
  std::filesystem::copy_file(plant.database(), copy);
  for (const Change& change : kChanges) {
    ASSERT_EQ(run({"sqlite3", plant.database(), change.sql}).exit_code, 0) << change.name;
    ASSERT_NE(read_all(plant.database()), saved) << change.name << " changed nothing";
    const auto line = plant.verify_line(&code);
    EXPECT_TRUE(line.starts_with("tampered index=")) << change.name << ": " << line;
    EXPECT_NE(line.find(change.what), std::string::npos) << change.name << ": " << line;
    EXPECT_EQ(code, 1) << change.name;
    std::filesystem::copy_file(copy, plant.database(),
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::remove(plant.database() + "-wal");
    std::filesystem::remove(plant.database() + "-shm");
  }
  EXPECT_TRUE(plant.verify_line(&code).starts_with("sound size="));
}

TEST(Tamper, a_folder_without_a_plant_is_unchecked) {
  const auto ended = run_cleangate({"verify", "--data", "/nonexistent"});
  EXPECT_TRUE(ended.output.starts_with("unchecked ")) << ended.output;
  EXPECT_EQ(ended.exit_code, 2);
}

}  // namespace
}  // namespace cleangate::tests
