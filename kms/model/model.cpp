#include "kms/model/model.h"

#include <array>

namespace keyward::kms::model {
namespace {

#include "kms/model/tables.inc"

constexpr std::array<std::string_view, kOperationCount> kNames = {
#define KMS_OPERATION(name, ...) #name,
#include "kms/operations.def"
#undef KMS_OPERATION
};

constexpr bool SameOperations() {
  if (kOperations.size() != kNames.size()) return false;
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (kOperations[i].name != kNames[i]) return false;
  }
  return true;
}
static_assert(SameOperations(), "operations.def lists the operations of the API model, by name");

const OperationShapes& At(Operation operation) {
  return kOperations[static_cast<size_t>(operation)];
}

}  // namespace

const Shape& InputOf(Operation operation) { return kShapes[At(operation).input]; }

const Shape* OutputOf(Operation operation) {
  const uint16_t output = At(operation).output;
  return output == kNoShape ? nullptr : &kShapes[output];
}

std::span<const Exception> ErrorsOf(Operation operation) {
  return std::span(kErrors).subspan(At(operation).first_error, At(operation).error_count);
}

const Shape& ShapeAt(uint16_t index) { return kShapes[index]; }

std::span<const Member> MembersOf(const Shape& shape) {
  if (shape.type != ShapeType::kStructure) return {};
  return std::span(kMembers).subspan(shape.first, shape.count);
}

const Member* FindMember(const Shape& shape, std::string_view name) {
  for (const Member& member : MembersOf(shape)) {
    if (member.name == name) return &member;
  }
  return nullptr;
}

std::span<const std::string_view> EnumOf(const Shape& shape) {
  if (shape.type != ShapeType::kString) return {};
  return std::span(kEnumValues).subspan(shape.first, shape.count);
}

std::span<const Shape> AllShapes() { return kShapes; }

size_t PatternCount() { return kPatterns; }

}  // namespace keyward::kms::model
