#include "device/driver/quarantine_writer.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/text.h"
#include "device/driver/testing.h"

namespace cleangate::device {
namespace {

using namespace testing;

service::DeviceMessage message(std::string body, std::string content_type = "text/plain") {
  service::DeviceMessage out;
  out.device = "vz-1";
  out.kind = "vzenith";
  out.content_type = std::move(content_type);
  out.body = std::move(body);
  return out;
}
const Error kCause{ErrorCode::invalid, "neither JSON nor multipart"};

TEST(QuarantineWriter, WritesOnTheWorkerNotOnTheCaller) {
  VirtualLoop worker;
  FakeOps ops;
  QuarantineWriter writer(ops, worker);
  writer.put(message("garbage"), kCause);
  EXPECT_TRUE(ops.items.empty());
  worker.run_until_idle();
  ASSERT_EQ(ops.items.size(), 1u);
  EXPECT_EQ(ops.items[0].device, "vz-1");
  EXPECT_EQ(ops.items[0].cause, kCause.message);
  EXPECT_EQ(ops.items[0].content_type, "text/plain");
  EXPECT_EQ(ops.items[0].body, "garbage");
}

TEST(QuarantineWriter, OverwritesSecretsInBodyAndContentType) {
  VirtualLoop worker;
  FakeOps ops;
  QuarantineWriter writer(ops, worker);
  writer.put(message(R"({"pass_wd":"hunter2",)", "x; pass_wd=hunter2"), kCause);
  worker.run_until_idle();
  ASSERT_EQ(ops.items.size(), 1u);
  EXPECT_EQ(ops.items[0].body.find("hunter2"), std::string::npos);
  EXPECT_EQ(ops.items[0].content_type.find("hunter2"), std::string::npos);
  EXPECT_EQ(ops.items[0].body.size(), std::string_view(R"({"pass_wd":"hunter2",)").size());
}

TEST(QuarantineWriter, KeepsTheContentTypeShortAndReadable) {
  VirtualLoop worker;
  FakeOps ops;
  QuarantineWriter writer(ops, worker);
  writer.put(message("x", std::string(5000, 'a')), kCause);
  writer.put(message("x", "\xFF\xFE"), kCause);
  worker.run_until_idle();
  EXPECT_EQ(ops.items.at(0).content_type.size(), 120u);
  EXPECT_TRUE(is_utf8(ops.items.at(1).content_type));
}

TEST(QuarantineWriter, WhatWaitsIsBoundedAndRoomComesBack) {
  VirtualLoop worker;
  FakeOps ops;
  QuarantineWriter writer(ops, worker);
  writer.put(message(std::string(kMaxQuarantineBytes - 1, 'a')), kCause);
  writer.put(message("b"), kCause);
  writer.put(message("c"), kCause);  // one byte too many
  worker.run_until_idle();
  ASSERT_EQ(ops.items.size(), 2u);
  EXPECT_EQ(ops.items[1].body, "b");
  writer.put(message("d"), kCause);
  worker.run_until_idle();
  EXPECT_EQ(ops.items.size(), 3u);
}

TEST(QuarantineWriter, AFaultOfTheDiskIsSurvivedAndGivesTheRoomBack) {
  VirtualLoop worker;
  FakeOps ops;
  ops.fault = ErrorCode::full;
  QuarantineWriter writer(ops, worker);
  writer.put(message(std::string(kMaxQuarantineBytes, 'a')), kCause);
  worker.run_until_idle();
  ops.fault.reset();
  writer.put(message(std::string(kMaxQuarantineBytes, 'a')), kCause);
  worker.run_until_idle();
  EXPECT_EQ(ops.items.size(), 1u);
}

}  // namespace
}  // namespace cleangate::device
