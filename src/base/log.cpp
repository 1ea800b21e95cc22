#include "base/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "base/json.h"
#include "base/time.h"

namespace cleangate {
namespace {

constexpr std::size_t kFileBytes = 10u << 20;
constexpr std::size_t kOldFiles = 9;  // beside the one being written

std::shared_ptr<spdlog::logger> make_logger(spdlog::sink_ptr sink) {
  auto made = std::make_shared<spdlog::logger>("cleangate", std::move(sink));
  made->set_pattern("%v");
  made->set_level(spdlog::level::trace);
  made->flush_on(spdlog::level::trace);  // the last line before a crash is the one that counts
  return made;
}

struct State {
  std::mutex mutex;  ///< guards logger
  std::shared_ptr<spdlog::logger> logger =
      make_logger(std::make_shared<spdlog::sinks::stderr_sink_mt>());
  std::atomic<LogLevel> threshold{LogLevel::info};
};

State& state() {
  static State& kept = *new State;  // threads may log while statics are torn down
  return kept;
}

std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "error";
}

}  // namespace

void log_event(LogLevel level, std::string_view event, LogFields fields) {
  State& log = state();
  if (level < log.threshold.load(std::memory_order_relaxed)) return;
  Json line = Json::object(
      {{"time", to_rfc3339(SystemClock().wall())}, {"level", name_of(level)}, {"event", event}});
  for (const auto& [key, value] : fields) {
    if (!line.has(key)) line.set(key, value);
  }
  std::shared_ptr<spdlog::logger> logger;
  {
    const std::lock_guard lock(log.mutex);
    logger = log.logger;
  }
  logger->log(spdlog::level::info, spdlog::string_view_t(line.dump()));
}

void log_to(const std::string& path) {
  spdlog::sink_ptr sink;
  try {
    if (path.empty()) {
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
      sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(path, kFileBytes, kOldFiles);
    }
  } catch (const spdlog::spdlog_ex& problem) {
    throw std::runtime_error("cannot write the log file " + path + ": " + problem.what());
  }
  auto logger = make_logger(std::move(sink));
  const std::lock_guard lock(state().mutex);
  state().logger.swap(logger);
}

void log_threshold(LogLevel level) {
  state().threshold.store(level, std::memory_order_relaxed);
}

}  // namespace cleangate
