#include "store/sqlite/migrate.h"

#include <gtest/gtest.h>

#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/scenario.h"
#include "store/sqlite/schema.h"
#include "store/verify.h"

namespace cleangate::store {
namespace {

constexpr const char* kPath = "/cleangate.db";

class Migrate : public testing::Test {
 protected:
  FaultVfs vfs_{"migrate"};
  Result<PlantFile> open(bool create = true, std::string_view plant = kTestPlant) {
    return open_plant_file(kPath, plant, create, vfs_.name());
  }
  Database raw() {
    return Database::open(kPath, {.mode = Database::Mode::create, .vfs = vfs_.name()}).value();
  }
  std::string pragma(Database& database, const std::string& name) {
    Statement::Run run(**database.statement("PRAGMA " + name));
    EXPECT_TRUE(run.step().value());
    return std::string(run.text(0));
  }
};

TEST_F(Migrate, MakesAFileThatIsDurable) {
  auto file = open();
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->plant_id, kTestPlant);
  EXPECT_EQ(file->origin, ledger::origin_of(kTestPlant));
  EXPECT_EQ(pragma(file->database, "journal_mode"), "wal");
  EXPECT_EQ(pragma(file->database, "synchronous"), "2") << "FULL";
  EXPECT_EQ(pragma(file->database, "secure_delete"), "1");
  EXPECT_EQ(pragma(file->database, "page_size"), "4096");
}

TEST_F(Migrate, OpensItAgainWithOrWithoutThePlantsId) {
  ASSERT_TRUE(open());
  EXPECT_TRUE(open(false, kTestPlant));
  EXPECT_EQ(open(false, "")->plant_id, kTestPlant);
  EXPECT_EQ(read_plant_file(kPath, vfs_.name())->plant_id, kTestPlant);
}

TEST_F(Migrate, RefusesAnotherPlantsFile) {
  ASSERT_TRUE(open());
  const auto other = open(true, "0190a000-0000-7000-8000-000000000002");
  EXPECT_EQ(other.error().code, ErrorCode::invalid);
  EXPECT_NE(other.error().message.find("belongs to plant"), std::string::npos);
}

TEST_F(Migrate, RefusesAFileThatIsNotThereOrEmpty) {
  EXPECT_FALSE(open(false));
  (void)raw();
  EXPECT_EQ(open(false).error().code, ErrorCode::not_found);
  EXPECT_EQ(open(true, "").error().code, ErrorCode::invalid) << "a new file needs a name";
}

TEST_F(Migrate, RefusesANewerSchemaAndChangesNothing) {
  {
    ASSERT_TRUE(set_meta(open()->database, "schema_version", "2"));
  }
  const auto before = vfs_.image();
  const auto opened = open();
  EXPECT_EQ(opened.error().code, ErrorCode::invalid);
  EXPECT_NE(opened.error().message.find("newer CleanGate"), std::string::npos);
  EXPECT_EQ(read_plant_file(kPath, vfs_.name()).error().code, ErrorCode::invalid);
  EXPECT_EQ(vfs_.image().at(kPath), before.at(kPath));
}

TEST_F(Migrate, RefusesAnOlderSchemaWhenItMayOnlyRead) {
  {
    ASSERT_TRUE(set_meta(open()->database, "schema_version", "0"));
  }
  const auto read = read_plant_file(kPath, vfs_.name());
  EXPECT_EQ(read.error().code, ErrorCode::invalid);
  EXPECT_NE(read.error().message.find("older schema"), std::string::npos);
}

TEST_F(Migrate, RefusesADatabaseThatIsNotOurs) {
  {
    ASSERT_TRUE(raw().execute("CREATE TABLE letters(text)"));
  }
  const auto opened = open();
  EXPECT_EQ(opened.error().code, ErrorCode::invalid);
  EXPECT_NE(opened.error().message.find("not a CleanGate database"), std::string::npos);
  vfs_.load({{kPath, std::string(8192, 'x')}});
  EXPECT_EQ(open().error().code, ErrorCode::corrupt);
}

TEST_F(Migrate, RunsEachStepOnceAndInOrder) {
  Database database = raw();
  const NamedSql steps[] = {{"0001_a", "CREATE TABLE a(i)"},
                            {"0002_b", "CREATE TABLE b(i); INSERT INTO a VALUES(2)"}};
  ASSERT_TRUE(migrate(database, std::span(steps).first(1)));
  EXPECT_EQ(meta(database, "schema_version").value(), "1");
  ASSERT_TRUE(migrate(database, steps));
  ASSERT_TRUE(migrate(database, steps));
  EXPECT_EQ(meta(database, "schema_version").value(), "2");
  EXPECT_EQ(ledger::integer(*database.single("SELECT count(*) FROM a")), 1);
  EXPECT_EQ(migrate(database, std::span(steps).first(1)).error().code, ErrorCode::invalid);
}

TEST_F(Migrate, FoldsAgainWhatAnotherVersionProjected) {
  TestPlant plant({.path = kPath, .create = true, .vfs = vfs_.name()});
  ASSERT_TRUE(plant.open());
  Traffic traffic(plant.loop, 3);
  for (int i = 0; i < 60; ++i) (void)plant.append(traffic.next());
  plant.settle();
  plant.close();
  {
    Database database = raw();
    ASSERT_TRUE(set_meta(database, "projections", "of yesterday"));
    ASSERT_TRUE(
        database.execute("DROP TABLE passages; CREATE TABLE passages(old); "
                         "DELETE FROM presence"));
  }
  ASSERT_TRUE(open(false));
  const auto report = verify(kPath, {.keys = {test_verifier_key()}, .vfs = vfs_.name()});
  EXPECT_EQ(report.verdict, VerifyReport::Verdict::sound) << report.first_line();
}

}  // namespace
}  // namespace cleangate::store
