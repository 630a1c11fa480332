"""What becomes of a group: made, joined, left, handed over, closed, dissolved. Each in one transaction."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from annotations.models import Annotation, Group, Membership, Visibility
from annotations.models.groups import new_token

# So many groups may an account be in: each is a choice in every form for a comment.
MOST = 50


class Full(Exception):
    """This account is in as many groups as may be."""


class Gone(Exception):
    """The group, its invitation or its member is not there any more; or somebody else owns it by now."""


class OwnerStays(Exception):
    """A group's owner can't leave it before another member owns it."""


@transaction.atomic
def found(user: User, name: str) -> Group:
    """A new group of this name, whose only member is its owner. Raises Full."""
    group = Group.objects.create(name=name, owner=user)
    join(group, user)
    return group


@transaction.atomic
def accept_invitation(group: Group, user: User) -> bool:
    """As `join`, if the invitation that the group was found by holds still. Raises Gone, and Full."""
    is_new = join(group, user)
    if not group.token or _held(group).token != group.token:
        raise Gone
    return is_new


@transaction.atomic
def join(group: Group, user: User) -> bool:
    """Make this account a member; says whether it was none before. Raises Full."""
    # Of two at once, in another window, each would count without the other.
    User.objects.select_for_update().get(pk=user.pk)
    if group.memberships.filter(user=user).exists():
        return False
    if user.memberships.count() >= MOST:
        raise Full
    Membership.objects.create(group=group, user=user)
    return True


def invite(group: Group) -> None:
    """A new invitation; the old one holds no more."""
    _change(group, token=new_token())


def withdraw(group: Group) -> None:
    """No invitation holds any more."""
    _change(group, token="")


def rename(group: Group, name: str) -> None:
    """Another name, for all members."""
    _change(group, name=name)


def close(group: Group) -> None:
    """Nothing new is written and nobody invited from now on; what was written stays."""
    _change(group, token="", closed=timezone.now())


def reopen(group: Group) -> None:
    """Members may write again."""
    _change(group, closed=None)


@transaction.atomic
def hand_over(group: Group, member: Membership) -> None:
    """Let this member own the group. Raises Gone where they have left it, or it has another owner."""
    if _held(group).owner_id != group.owner_id or not Membership.objects.filter(pk=member.pk).exists():
        raise Gone
    _change(group, owner=member.user)


@transaction.atomic
def part(member: Membership) -> None:
    """Take a member out of the group, who keeps what they wrote and sees nothing else from now on.

    The invitation is withdrawn, for they may know it. Raises OwnerStays, and Gone.
    """
    group = _held(member.group)
    if group.owner_id == member.user_id:
        raise OwnerStays
    member.delete()
    withdraw(group)


@transaction.atomic
def dissolve(group: Group) -> None:
    """Delete the group. What was written in it is its author's alone from then on. Raises Gone."""
    _held(group)
    Annotation.objects.filter(group=group).update(
        group=None, visibility=Visibility.PRIVATE, version=F("version") + 1, modified=timezone.now()
    )
    group.delete()


def before_account_goes(sender: Any, instance: User, **more: Any) -> None:
    """Signal: a group whose owner's account is deleted belongs to who has been in it longest."""
    for group in Group.objects.filter(owner=instance):
        heir = group.memberships.filter(~Q(user=instance)).select_related("user").first()
        if heir is None:
            dissolve(group)
        else:
            hand_over(group, heir)


def _held(group: Group) -> Group:
    """The group as it is now; until this transaction is over nobody joins, leaves or writes in it."""
    held = Group.objects.select_for_update().filter(pk=group.pk).first()
    if held is None:
        raise Gone
    return held


def _change(group: Group, **fields: Any) -> None:
    Group.objects.filter(pk=group.pk).update(**fields)
    for name, value in fields.items():
        setattr(group, name, value)
