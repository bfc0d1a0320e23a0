#include "kms/audit/shown_members.h"

#include <vector>

#include "base/check.h"
#include "kms/audit/member_writer.h"
#include "kms/audit/time_text.h"
#include "kms/model/model.h"

namespace keyward::kms {
namespace {

using model::Member;
using model::Shape;
using model::ShapeType;

// ShownMember: one name of the table.
struct ShownMember {
  const Member* member = nullptr;
  const Member* other = nullptr;  // whose value it takes when it has none
  std::string fallback;           // JSON; empty where nothing is written
  bool key_arn = false;           // @KeyId
};

// ShownShape: one line of the table.
struct ShownShape {
  std::vector<ShownMember> request;
  std::vector<ShownMember> response;
};

const Member* Resolve(const Shape* shape, std::string_view name) {
  const Member* member = shape == nullptr ? nullptr : model::FindMember(*shape, name);
  KEYWARD_CHECK(member != nullptr);
  KEYWARD_CHECK(model::ShapeAt(member->shape).type != ShapeType::kBlob);
  return member;
}

ShownMember ParseMember(const Shape* shape, std::string_view text) {
  ShownMember shown;
  if (text == "@KeyId") {
    shown.key_arn = true;
    return shown;
  }
  const size_t equals = text.find('=');
  std::string_view name = text.substr(0, equals);
  const size_t bar = name.find('|');
  if (bar != std::string_view::npos) {
    shown.other = Resolve(shape, name.substr(bar + 1));
    name = name.substr(0, bar);
  }
  shown.member = Resolve(shape, name);
  if (equals == std::string_view::npos) return shown;
  const std::string_view value = text.substr(equals + 1);
  if (model::ShapeAt(shown.member->shape).type == ShapeType::kString) {
    AppendJsonString(value, shown.fallback);
  } else {
    shown.fallback = value;
  }
  return shown;
}

std::vector<ShownMember> ParseMembers(const Shape* shape, std::string_view text) {
  std::vector<ShownMember> members;
  while (!text.empty()) {
    const size_t space = text.find(' ');
    members.push_back(ParseMember(shape, text.substr(0, space)));
    text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
  }
  return members;
}

std::vector<ShownShape> ParseTable() {
  std::vector<ShownShape> table(kOperationCount);
  const auto add = [&table](Operation operation, std::string_view request,
                            std::string_view response) {
    table[static_cast<size_t>(operation)] = {ParseMembers(&model::InputOf(operation), request),
                                             ParseMembers(model::OutputOf(operation), response)};
  };
#define AUDIT_SHAPE(operation, request, response) add(Operation::k##operation, request, response);
#include "kms/audit/shapes.def"
#undef AUDIT_SHAPE
  return table;
}

const ShownShape& ShownOf(Operation operation) {
  static const std::vector<ShownShape> table = ParseTable();
  return table[static_cast<size_t>(operation)];
}

void AppendValue(const Shape& shape, bool secret, const Value& value, std::string& out);

void AppendStructure(const Shape& shape, const Document& document, std::string& out) {
  out += '{';
  MemberWriter writer(out);
  for (const Member& member : model::MembersOf(shape)) {
    const Shape& target = model::ShapeAt(member.shape);
    const Value* value = document.Find(member.name);
    if (value == nullptr || target.type == ShapeType::kBlob) continue;
    writer.Raw(member.lower_name);
    AppendValue(target, member.secret, *value, out);
  }
  out += '}';
}

void AppendList(const Shape& element, const List& list, std::string& out) {
  char before = '[';
  if (list.empty()) out += before;
  for (const Value& value : list) {
    out += before;
    AppendValue(element, element.sensitive, value, out);
    before = ',';
  }
  out += ']';
}

void AppendMap(const StringMap& map, std::string& out) {
  char before = '{';
  if (map.empty()) out += before;
  for (const auto& [key, text] : map) {
    out += before;
    AppendJsonString(key, out);
    out += ':';
    AppendJsonString(text, out);
    before = ',';
  }
  out += '}';
}

// AppendValue's recursion follows the model, which is a few levels deep.
void AppendValue(const Shape& shape, bool secret, const Value& value, std::string& out) {
  if (secret) {
    out += "\"***\"";
  } else if (const auto* text = value.As<std::string>()) {
    AppendJsonString(*text, out);
  } else if (const auto* number = value.As<int64_t>()) {
    AppendInteger(*number, out);
  } else if (const auto* flag = value.As<bool>()) {
    out += *flag ? "true" : "false";
  } else if (const auto* time = value.As<Timestamp>()) {
    out += '"';
    AppendAuditDate(std::chrono::floor<std::chrono::seconds>(*time), out);
    out += '"';
  } else if (const auto* list = value.As<List>()) {
    AppendList(model::ShapeAt(shape.element), *list, out);
  } else if (const auto* map = value.As<StringMap>()) {
    AppendMap(*map, out);
  } else if (const auto* document = value.As<Document>()) {
    AppendStructure(shape, *document, out);
  } else {
    out += "null";  // bytes: K8.8
  }
}

// AppendShown writes an object of the members that are there, or null.
void AppendShown(const std::vector<ShownMember>& members, const Document& document,
                 std::string_view key_arn, std::string& out) {
  const size_t begin = out.size();
  out += '{';
  MemberWriter writer(out);
  for (const ShownMember& shown : members) {
    if (shown.key_arn) {
      writer.Text("keyId", key_arn);
      continue;
    }
    const Value* value = document.Find(shown.member->name);
    if (value == nullptr && shown.other != nullptr) value = document.Find(shown.other->name);
    if (value != nullptr) {
      writer.Raw(shown.member->lower_name);
      AppendValue(model::ShapeAt(shown.member->shape), shown.member->secret, *value, out);
    } else if (!shown.fallback.empty()) {
      writer.Literal(shown.member->lower_name, shown.fallback);
    }
  }
  out += '}';
  if (out.size() == begin + 2) out.replace(begin, 2, "null");
}

}  // namespace

void AppendRequestParameters(Operation operation, const Document& request, std::string& out) {
  AppendShown(ShownOf(operation).request, request, {}, out);
}

void AppendResponseElements(Operation operation, const Document& response, std::string_view key_arn,
                            std::string& out) {
  AppendShown(ShownOf(operation).response, response, key_arn, out);
}

}  // namespace keyward::kms
